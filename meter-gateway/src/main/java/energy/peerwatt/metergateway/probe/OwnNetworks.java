package energy.peerwatt.metergateway.probe;

import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.probe.domain.Reachable;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Holds hosts against the networks of this machine. */
public final class OwnNetworks {
    private OwnNetworks() {}

    /** Why the bus is not scanned; empty if it may be. */
    public static Optional<String> refusal(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Tcp tcp -> refusal(tcp.host());
            case Endpoint.Tls tls -> refusal(tls.host());
            case Endpoint.RtuOverTcp server -> refusal(server.host());
            case Endpoint.Serial _ -> Optional.empty();
        };
    }

    private static Optional<String> refusal(String host) {
        try {
            return new Reachable(networks())
                    .refusal(
                            host,
                            List.of(InetAddress.getAllByName(
                                    host.replace("[", "").replace("]", ""))));
        } catch (UnknownHostException e) {
            return Optional.of(host + " has no address");
        } catch (SocketException e) {
            return Optional.of("the networks of this machine cannot be read: " + e.getMessage());
        }
    }

    private static List<Reachable.Network> networks() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(card -> card.getInterfaceAddresses().stream())
                .map(own -> new Reachable.Network(own.getAddress(), own.getNetworkPrefixLength()))
                .toList();
    }
}
