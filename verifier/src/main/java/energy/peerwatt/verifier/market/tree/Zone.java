package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.messages.evidence.Hash32;
import org.jspecify.annotations.Nullable;

/**
 * A zone of the grid; edge fee and limits are those of the edge to its parent.
 *
 * @param edgeFee micro-currency per kWh that crosses the edge, either way
 * @param localFee micro-currency per kWh that is bought in the zone
 * @param importLimit Wh, net, that may still enter the zone
 * @param exportLimit Wh, net, that may still leave the zone
 * @param tie decides between equals
 */
public record Zone(
        String id,
        @Nullable String parent,
        long edgeFee,
        long localFee,
        long importLimit,
        long exportLimit,
        Hash32 tie) {
    /** More than any flow can be, in Wh. */
    public static final long UNLIMITED = Long.MAX_VALUE / 4;

    /** Whether it is one, whatever flows already. */
    static boolean isLimit(long wh) {
        return wh < UNLIMITED / 2;
    }

    public Zone {
        if (edgeFee < 0 || localFee < 0 || importLimit < 0 || exportLimit < 0) {
            throw new IllegalArgumentException("zone " + id + " has a fee or a limit below 0");
        }
    }
}
