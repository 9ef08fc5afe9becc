package energy.peerwatt.metergateway.probe;

import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.probe.domain.Reachable;
import java.net.Inet6Address;
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

    /**
     * The same bus by the address that the name of its host has now: the next time the name may mean a host that is not
     * scanned.
     *
     * @throws IllegalArgumentException saying why it is not scanned
     */
    public static Endpoint settled(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Tcp tcp -> new Endpoint.Tcp(settled(tcp.host()), tcp.port());
            case Endpoint.Tls tls -> new Endpoint.Tls(settled(tls.host()), tls.port(), tls.name());
            case Endpoint.RtuOverTcp server -> new Endpoint.RtuOverTcp(settled(server.host()), server.port());
            case Endpoint.Serial line -> line;
        };
    }

    private static String settled(String host) {
        String address = isAddress(host) ? host : address(host);
        refusal(address).ifPresent(reason -> {
            throw new IllegalArgumentException(host + ": " + reason);
        });
        return address;
    }

    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }

    private static String address(String name) {
        try {
            InetAddress address = InetAddress.getByName(name);
            return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(name + " has no address", e);
        }
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
