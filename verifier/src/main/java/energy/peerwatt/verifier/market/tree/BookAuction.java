package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.PriceRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A book whose orders may name partners: what trades before the auction, and the auction of what is left.
 *
 * @param early by step, in the order in which they met
 * @param earlySent by id of the zone, what it sends to its parent before the auction, Wh, net
 * @param indicative only if nothing trades at all
 */
public record BookAuction(
        List<Fill> early,
        Map<String, Long> earlySent,
        TreeAuction auction,
        @Nullable Long indicative) {

    /**
     * @param trimmed whether the quick plan is said to be taken where preferences and limits meet; it is unless a short
     *     search finds the best one
     * @throws IllegalArgumentException if the zones are no tree or an order is of none of them
     */
    public static BookAuction clear(
            List<Zone> zones, List<Order> orders, PriceRule rule, Hash32 bookHash, boolean trimmed) {
        Grid grid = new Grid(zones, orders.stream().map(Order::offer).toList());
        EarlyTrades trades = EarlyTrades.of(grid, orders);
        TreeAuction auction = PairBook.isNeeded(trades, orders)
                ? PairAuction.clear(left(zones, trades), trades, orders, rule, new Ties(bookHash), trimmed)
                : TreeAuction.clear(
                        zones.stream().map(trades::left).toList(),
                        orders.stream()
                                .filter(order -> order.isForTheMarket() && trades.left(order) > 0)
                                .map(order -> order.offer().of(trades.left(order)))
                                .toList(),
                        rule);
        List<Fill> early = new ArrayList<>();
        for (EarlyTrades.Trade trade : trades.trades()) {
            early.add(
                    fill(trade, grid, auction.quotes().get(trade.sell().offer().zone())));
        }
        return new BookAuction(early, trades.sent(), auction, early.isEmpty() ? auction.indicative() : null);
    }

    private static Grid left(List<Zone> zones, EarlyTrades trades) {
        return new Grid(zones.stream().map(trades::left).toList(), List.of());
    }

    private static Fill fill(EarlyTrades.Trade trade, Grid grid, @Nullable Quote sellers) {
        Offer sell = trade.sell().offer();
        Offer buy = trade.buy().offer();
        long fee = Grid.fee(grid.node(sell.zone()), grid.node(buy.zone()));
        long price =
                trade.step() == Fill.Step.NOMINATED ? agreed(trade.ask(), trade.bid() - fee, sellers) : trade.ask();
        return new Fill(
                sell,
                buy,
                trade.wh(),
                price,
                fee,
                0,
                trade.ask(),
                trade.bid(),
                trade.step(),
                trade.sellBy() < 0 ? null : trade.sell().placeOf(trade.sellBy()),
                trade.buy().placeOf(trade.buyBy()));
    }

    /** The zone's price as far as it is inside both limits; where the zone has none, the middle of them. */
    private static long agreed(long ask, long net, @Nullable Quote sellers) {
        return sellers == null ? Scarcity.middle(ask, net) : Math.clamp(sellers.price(), ask, net);
    }
}
