package energy.peerwatt.orderbook.clearing.domain.price;

import java.math.BigInteger;

/**
 * How scarce energy is: k = demand / (demand + supply).
 *
 * @param demandWh bids that at least one ask could serve
 * @param supplyWh asks that at least one bid could take
 */
public record Scarcity(long demandWh, long supplyWh) {

    /** lowest + k x (highest - lowest), half rounds up. */
    public long between(long lowest, long highest) {
        BigInteger parts = BigInteger.valueOf(demandWh).add(BigInteger.valueOf(supplyWh));
        BigInteger twice = BigInteger.valueOf(demandWh)
                .multiply(BigInteger.valueOf(highest - lowest))
                .shiftLeft(1);
        return lowest + twice.add(parts).divide(parts.shiftLeft(1)).longValueExact();
    }

    /** The middle, half rounds up. */
    public static long middle(long lowest, long highest) {
        return Math.floorDiv(lowest + highest + 1, 2);
    }
}
