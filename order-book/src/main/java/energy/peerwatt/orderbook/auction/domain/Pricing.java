package energy.peerwatt.orderbook.auction.domain;

import energy.peerwatt.messages.evidence.PriceRule;
import java.math.BigInteger;

/**
 * The figures a zone's price is made of; all in micro-currency per kWh, as the seller receives it.
 *
 * @param lo below it somebody would want to buy more
 * @param hi above it somebody would want to sell more
 * @param highestAsk highest effective ask that trades
 * @param lowestBid lowest net bid that trades
 * @param demand Wh of bids that at least one ask could serve
 * @param supply Wh of asks that at least one bid could take
 */
record Pricing(long lo, long hi, long highestAsk, long lowestBid, long demand, long supply) {

    static Pricing of(Crossing crossing, long demand, long supply) {
        long highestAsk = crossing.asks().marginalPrice();
        long lowestBid = crossing.bids().marginalPrice();
        long lo =
                crossing.bids().hasRest() ? Math.max(highestAsk, crossing.bids().bestRestPrice()) : highestAsk;
        long hi =
                crossing.asks().hasRest() ? Math.min(lowestBid, crossing.asks().bestRestPrice()) : lowestBid;
        return new Pricing(lo, hi, highestAsk, lowestBid, demand, supply);
    }

    long price(PriceRule rule) {
        return switch (rule) {
            case EQUILIBRIUM -> middle(lo, hi);
            case SCARCITY -> highestAsk + scarcityShare();
            case MIDPOINT -> middle(highestAsk, lowestBid);
        };
    }

    /** Half rounds up. */
    static long middle(long a, long b) {
        return (a + b + 1) / 2;
    }

    /** demand x (lowestBid - highestAsk) / (demand + supply), half rounds up. */
    private long scarcityShare() {
        BigInteger parts = BigInteger.valueOf(demand).add(BigInteger.valueOf(supply));
        BigInteger twice = BigInteger.valueOf(demand)
                .multiply(BigInteger.valueOf(lowestBid - highestAsk))
                .shiftLeft(1);
        return twice.add(parts).divide(parts.shiftLeft(1)).longValueExact();
    }
}
