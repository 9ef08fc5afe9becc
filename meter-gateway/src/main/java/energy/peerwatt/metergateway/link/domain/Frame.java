package energy.peerwatt.metergateway.link.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One exchange as its bytes went, for whoever looks for a fault. Made for every exchange and read seldom.
 *
 * @param at real time of the end of it
 * @param sentBytes as on the wire; nobody changes them any more
 * @param receivedBytes the same, up to where it was given up; empty if nothing came
 * @param outcome in words
 */
public record Frame(Instant at, int unit, byte[] sentBytes, byte[] receivedBytes, String outcome, Duration took) {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** In hex. */
    public String sent() {
        return HEX.formatHex(sentBytes);
    }

    /** In hex. */
    public String received() {
        return HEX.formatHex(receivedBytes);
    }
}
