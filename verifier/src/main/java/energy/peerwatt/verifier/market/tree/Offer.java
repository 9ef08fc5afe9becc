package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.messages.evidence.Hash32;
import org.jspecify.annotations.Nullable;

/**
 * An order as the auction sees it.
 *
 * @param limit of a sell the larger of limit and floor, of a buy the smaller of limit and cap; micro-currency per kWh
 * @param price the same as a seller in the zone sees it: {@code limit} of a sell, {@code limit} less the zone's local fee
 *     of a buy
 * @param wh above 0
 * @param tie decides between equals
 */
public record Offer(
        String id,
        String zone,
        boolean sells,
        long wh,
        long limit,
        long price,
        @Nullable String building,
        Hash32 tie) {

    public Offer {
        if (wh <= 0) {
            throw new IllegalArgumentException("order " + id + " is for " + wh + " Wh");
        }
    }

    public static Offer ask(String id, Zone zone, long wh, long limit, @Nullable String building, Hash32 tie) {
        return new Offer(id, zone.id(), true, wh, limit, limit, building, tie);
    }

    public static Offer bid(String id, Zone zone, long wh, long limit, @Nullable String building, Hash32 tie) {
        return new Offer(id, zone.id(), false, wh, limit, limit - zone.localFee(), building, tie);
    }

    /** The same for another amount. */
    Offer of(long amount) {
        return new Offer(id, zone, sells, amount, limit, price, building, tie);
    }
}
