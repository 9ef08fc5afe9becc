package energy.peerwatt.verifier.market.tree;

import java.math.BigInteger;

/**
 * k = demand / (demand + supply).
 *
 * @param demandWh bids that at least one ask could serve
 * @param supplyWh asks that at least one bid could take
 */
public record Scarcity(long demandWh, long supplyWh) {
    /** lowest + k x (highest - lowest), a half rounded up. */
    long between(long lowest, long highest) {
        BigInteger both = BigInteger.valueOf(demandWh).add(BigInteger.valueOf(supplyWh));
        BigInteger twice = BigInteger.valueOf(demandWh)
                .multiply(BigInteger.valueOf(highest - lowest))
                .shiftLeft(1);
        return lowest + twice.add(both).divide(both.shiftLeft(1)).longValueExact();
    }

    /** The middle, a half rounded up. */
    static long middle(long lowest, long highest) {
        return Math.ceilDiv(lowest + highest, 2);
    }
}
