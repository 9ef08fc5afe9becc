package energy.peerwatt.metergateway.link;

import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.link.domain.Manners;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes links by their address.
 *
 * @param connectTimeout for a connection, and again for the TLS handshake
 * @param tls needed where an address begins with tls
 */
public record Links(Duration connectTimeout, Optional<TlsKeys> tls, LinkObserver observer) {

    /** @throws IllegalStateException if the address is TLS and there are no keys */
    public BusLink link(Endpoint endpoint, Manners manners) {
        return link(endpoint, () -> manners);
    }

    /**
     * The same where devices come to the bus that want other manners.
     *
     * @param manners returns at once; asked for before every request
     */
    public BusLink link(Endpoint endpoint, Supplier<Manners> manners) {
        return switch (endpoint) {
            case Endpoint.Tcp tcp ->
                new ModbusLink(
                        tcp,
                        new TcpOpener(() -> TcpOpener.plain(tcp.host(), tcp.port(), connectTimeout)),
                        manners,
                        observer);
            case Endpoint.Tls secure -> {
                TlsKeys keys = tls.orElseThrow(() -> new IllegalStateException(secure
                        + " needs peerwatt.gateway.link.tls.key-store and peerwatt.gateway.link.tls.trust-store"));
                yield new ModbusLink(secure, new TcpOpener(() -> keys.dial(secure, connectTimeout)), manners, observer);
            }
            case Endpoint.RtuOverTcp server ->
                new ModbusLink(server, () -> new RtuWire(line(server)), manners, observer);
            case Endpoint.Serial serial ->
                new ModbusLink(
                        serial,
                        () -> new RtuWire(SerialLine.open(serial)),
                        () -> manners.get()
                                .and(new Manners(
                                        Duration.ZERO, serial.settings().silence(), Duration.ZERO)),
                        observer);
        };
    }

    private SocketLine line(Endpoint.RtuOverTcp server) throws IOException {
        Socket socket = TcpOpener.plain(server.host(), server.port(), connectTimeout);
        try {
            return new SocketLine(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
