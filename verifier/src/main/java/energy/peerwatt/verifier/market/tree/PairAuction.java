package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.messages.evidence.PriceRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An auction in which it matters who trades with whom. */
final class PairAuction {
    private final PairPlan plan;
    private final PairPrices.Found prices;
    private final long[] open;
    private final List<Fill> fills = new ArrayList<>();

    private PairAuction(PairPlan plan, PairPrices.Found prices) {
        this.plan = plan;
        this.prices = prices;
        this.open = plan.lots().clone();
    }

    /** @param grid with the limits that trades before the auction leave */
    static TreeAuction clear(
            Grid grid, EarlyTrades before, List<Order> orders, PriceRule rule, Ties ties, boolean trimmed) {
        PairPlan plan = PairPlan.best(grid, before, orders, ties, trimmed);
        TreeMap<String, Long> sent = new TreeMap<>();
        TreeMap<String, @Nullable Quote> quotes = new TreeMap<>();
        long[] ofZones = plan.sent(grid);
        grid.nodes().forEach(node -> sent.put(node.zone().id(), ofZones[node.place()]));
        if (plan.isEmpty()) {
            grid.nodes().forEach(node -> quotes.put(node.zone().id(), null));
            PairBook book = new PairBook(grid, before, orders, false);
            Long indicative = new PairReach(grid, before, book).indicative();
            return new TreeAuction(quotes, sent, List.of(), indicative, true, plan.gap());
        }
        PairPrices.Found prices = PairPrices.of(grid, before, plan, rule);
        grid.nodes().forEach(node -> quotes.put(node.zone().id(), prices.zones().get(node.place())));
        PairAuction auction = new PairAuction(plan, prices);
        plan.book().lanes().forEach(auction::meet);
        return new TreeAuction(quotes, sent, auction.fills, null, true, plan.gap());
    }

    /** First those of one building, then all; the cheaper seller and the dearer buyer first. */
    private void meet(PairBook.Lane lane) {
        Comparator<PairBook.Lot> bestFirst = Comparator.<PairBook.Lot>comparingLong(
                        lot -> lot.sells() ? lot.limit() : -lot.limit())
                .thenComparingInt(PairBook.Lot::number);
        List<PairBook.Lot> sells =
                lane.seller().lots().stream().sorted(bestFirst).toList();
        List<PairBook.Lot> buys = lane.buyer().lots().stream().sorted(bestFirst).toList();
        long left = plan.of(lane);
        for (boolean atHome : List.of(true, false)) {
            for (PairBook.Lot sell : sells) {
                for (PairBook.Lot buy : buys) {
                    long wh = Math.min(left, Math.min(open[sell.number()], open[buy.number()]));
                    if (wh > 0
                            && (!atHome
                                    || areNeighbours(
                                            sell.order().offer(), buy.order().offer()))) {
                        open[sell.number()] -= wh;
                        open[buy.number()] -= wh;
                        left -= wh;
                        fills.add(fill(lane, sell, buy, wh));
                    }
                }
            }
        }
    }

    private static boolean areNeighbours(Offer sell, Offer buy) {
        return sell.building() != null
                && sell.building().equals(buy.building())
                && sell.zone().equals(buy.zone());
    }

    private Fill fill(PairBook.Lane lane, PairBook.Lot sell, PairBook.Lot buy, long wh) {
        long received;
        long paid;
        Quote sellers = prices.zones().get(lane.seller().node().place());
        Quote buyers = prices.zones().get(lane.buyer().node().place());
        if (prices.byPair()) {
            received = Scarcity.middle(sell.limit(), buy.limit() - lane.fee());
            paid = received + lane.fee();
        } else if (prices.groups().isEmpty() && sellers != null && buyers != null) {
            received = sellers.price();
            paid = buyers.price() + lane.buyer().node().zone().localFee();
        } else {
            received = price(lane.seller());
            paid = price(lane.buyer());
        }
        return new Fill(
                sell.order().offer(),
                buy.order().offer(),
                wh,
                received,
                lane.fee(),
                paid - received - lane.fee(),
                sell.limit(),
                buy.limit(),
                Fill.Step.AUCTION,
                sell.order().placeOf(sell.choice()),
                buy.order().placeOf(buy.choice()));
    }

    private long price(PairBook.Group group) {
        Long price = prices.groups().get(group.number());
        if (price == null) {
            throw new IllegalStateException("a group that trades has no price");
        }
        return price;
    }
}
