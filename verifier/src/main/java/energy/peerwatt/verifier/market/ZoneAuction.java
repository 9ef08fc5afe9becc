package energy.peerwatt.verifier.market;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult.ZoneResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The auction of one zone: volume from the curves' crossing, one price by the rule, pairs in merit order. */
final class ZoneAuction {
    private final SealedBook.Zone zone;
    private final Curve supply;
    private final Curve demand;

    /** A seller's and a buyer's order with the Wh between them. */
    record Pair(SealedBook.Order sell, SealedBook.Order buy, long wh) {}

    record Outcome(ZoneResult result, List<Pair> pairs) {}

    ZoneAuction(SealedBook.Zone zone, List<SealedBook.Order> orders, Hash32 book) {
        this.zone = zone;
        long fee = zone.localFee().microPerKwh();
        supply = Curve.supply(orders.stream()
                .filter(order -> order.side() == Side.SELL)
                .map(order -> Offer.ask(order, book))
                .toList());
        demand = Curve.demand(orders.stream()
                .filter(order -> order.side() == Side.BUY)
                .map(order -> Offer.bid(order, fee, book))
                .filter(bid -> bid.price() >= 0)
                .toList());
    }

    Outcome clear(PriceRule rule) {
        boolean bothSides = !supply.isEmpty() && !demand.isEmpty();
        long reachableDemand = bothSides ? demand.whAt(supply.best()) : 0;
        long reachableSupply = bothSides ? supply.whAt(demand.best()) : 0;
        long volume = volume();
        if (volume == 0) {
            Long indicative = bothSides ? half(supply.best() + demand.best()) : null;
            return new Outcome(
                    new ZoneResult(
                            zone.id(),
                            Energy.ZERO,
                            "0",
                            null,
                            null,
                            null,
                            null,
                            null,
                            price(indicative),
                            new Energy(reachableDemand),
                            new Energy(reachableSupply)),
                    List.of());
        }
        Curve.Served sold = supply.serve(volume);
        Curve.Served bought = demand.serve(volume);
        long lo = bought.unserved() == null ? sold.marginal() : Math.max(sold.marginal(), bought.unserved());
        long hi = sold.unserved() == null ? bought.marginal() : Math.min(bought.marginal(), sold.unserved());
        long price =
                switch (rule) {
                    case EQUILIBRIUM -> half(lo + hi);
                    case SCARCITY -> scarcity(sold.marginal(), bought.marginal(), reachableDemand, reachableSupply);
                    case MIDPOINT -> half(sold.marginal() + bought.marginal());
                };
        ZoneResult result = new ZoneResult(
                zone.id(),
                new Energy(volume),
                bought.value().subtract(sold.value()).toString(),
                price(price),
                price(lo),
                price(hi),
                price(sold.marginal()),
                price(bought.marginal()),
                null,
                new Energy(reachableDemand),
                new Energy(reachableSupply));
        return new Outcome(result, pairs(sold.fills(), bought.fills()));
    }

    /** The largest volume that some price brings about: at it, as much is offered as is wanted. */
    private long volume() {
        long most = 0;
        for (long ask : supply.prices()) {
            most = Math.max(most, Math.min(supply.whAt(ask), demand.whAt(ask)));
        }
        return most;
    }

    /** ask + D (bid - ask) / (D + S), a half rounded up. */
    private static long scarcity(long ask, long bid, long demand, long supply) {
        BigInteger both = BigInteger.valueOf(demand).add(BigInteger.valueOf(supply));
        BigInteger twice = BigInteger.valueOf(demand)
                .multiply(BigInteger.valueOf(bid - ask))
                .shiftLeft(1);
        return ask + twice.add(both).divide(both.shiftLeft(1)).longValueExact();
    }

    private static long half(long sum) {
        return Math.ceilDiv(sum, 2);
    }

    private static @Nullable Price price(@Nullable Long microPerKwh) {
        return microPerKwh == null ? null : new Price(microPerKwh);
    }

    private static List<Pair> pairs(List<Curve.Part> sold, List<Curve.Part> bought) {
        List<Pair> pairs = new ArrayList<>();
        int buyer = 0;
        long wanted = bought.getFirst().wh();
        for (Curve.Part seller : sold) {
            long offered = seller.wh();
            while (offered > 0) {
                if (wanted == 0) {
                    wanted = bought.get(++buyer).wh();
                }
                long wh = Math.min(offered, wanted);
                pairs.add(new Pair(
                        seller.offer().order(), bought.get(buyer).offer().order(), wh));
                offered -= wh;
                wanted -= wh;
            }
        }
        return pairs;
    }
}
