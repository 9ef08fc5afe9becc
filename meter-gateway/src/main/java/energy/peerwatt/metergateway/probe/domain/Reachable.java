package energy.peerwatt.metergateway.probe.domain;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which hosts may be scanned: this machine, its links, and private networks that it is part of. Everything else belongs to
 * somebody else.
 */
public final class Reachable {
    public static final String RULE = "only addresses of this machine (loopback), link-local addresses, and private"
            + " addresses (RFC 1918, RFC 4193) in a network of one of its own interfaces are scanned";

    private static final int BITS = 8;
    private static final int UNIQUE_LOCAL = 0xFC;
    private static final int UNIQUE_LOCAL_MASK = 0xFE;

    private final List<Network> own;

    /** A network of an own interface. */
    public record Network(InetAddress address, int prefix) {
        boolean holds(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] theirs = other.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 1 << BITS - 1 - bit % BITS;
                if ((mine[bit / BITS] & mask) != (theirs[bit / BITS] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    public Reachable(List<Network> own) {
        this.own = List.copyOf(own);
    }

    /**
     * @param addresses of one host
     * @return why it is not scanned; empty if it may be
     */
    public Optional<String> refusal(String host, List<InetAddress> addresses) {
        return addresses.stream()
                .filter(address -> !allowed(address))
                .findFirst()
                .map(address -> "%s (%s) is not scanned: %s".formatted(host, address.getHostAddress(), RULE));
    }

    private boolean allowed(InetAddress address) {
        if (address.isLoopbackAddress() || address.isLinkLocalAddress()) {
            return true;
        }
        boolean isPrivate = address instanceof Inet4Address
                ? address.isSiteLocalAddress()
                : (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        return isPrivate && own.stream().anyMatch(network -> network.holds(address));
    }
}
