package energy.peerwatt.verifier.market.tree;

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

    /** @throws IllegalArgumentException if the zones are no tree or an order is of none of them */
    public static BookAuction clear(List<Zone> zones, List<Order> orders, PriceRule rule) {
        Grid grid = new Grid(zones, orders.stream().map(Order::offer).toList());
        EarlyTrades trades = EarlyTrades.of(grid, orders);
        List<Offer> open = orders.stream()
                .filter(order -> order.isForTheMarket() && trades.left(order) > 0)
                .map(order -> order.offer().of(trades.left(order)))
                .toList();
        TreeAuction auction = TreeAuction.clear(zones.stream().map(trades::left).toList(), open, rule);
        List<Fill> early = new ArrayList<>();
        for (EarlyTrades.Trade trade : trades.trades()) {
            early.add(
                    fill(trade, grid, auction.quotes().get(trade.sell().offer().zone())));
        }
        return new BookAuction(early, trades.sent(), auction, early.isEmpty() ? auction.indicative() : null);
    }

    private static Fill fill(EarlyTrades.Trade trade, Grid grid, @Nullable Quote sellers) {
        Offer sell = trade.sell().offer();
        Offer buy = trade.buy().offer();
        long fee = Grid.fee(grid.node(sell.zone()), grid.node(buy.zone()));
        long price =
                switch (trade.step()) {
                    case DIRECT_BUY, GIFT -> trade.ask();
                    case NOMINATED -> agreed(trade.ask(), buy.limit() - fee, sellers);
                };
        long bid = trade.buy().unlimited() ? trade.ask() + fee : buy.limit();
        return new Fill(sell, buy, trade.wh(), trade.ask(), bid, price, fee, 0);
    }

    /** The zone's price as far as it is inside both limits; where the zone has none, the middle of them. */
    private static long agreed(long ask, long net, @Nullable Quote sellers) {
        return sellers == null ? Scarcity.middle(ask, net) : Math.clamp(sellers.price(), ask, net);
    }
}
