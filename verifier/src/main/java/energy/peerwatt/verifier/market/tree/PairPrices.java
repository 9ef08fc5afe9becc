package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.messages.evidence.PriceRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prices of a plan between groups: one per zone, if with such prices nobody wants to trade more; else one per group;
 * else the same two with only those who trade being heard; else none, and each pair meets in the middle.
 */
final class PairPrices {
    private final Grid grid;
    private final PairPlan plan;
    private final long[] sent;
    private final PriceRule rule;
    private final List<Scarcity> scarcity;
    private final Set<Integer> meets = new HashSet<>();
    private final Map<Order, Long> ofOrders = new HashMap<>();

    /**
     * @param zones by place of the zone; null for one without
     * @param groups what sellers of a group receive and buyers pay, by its number; empty where zones decide
     * @param byPair whether each pair meets in the middle
     */
    record Found(List<@Nullable Quote> zones, Map<Integer, Long> groups, boolean byPair) {}

    private PairPrices(Grid grid, EarlyTrades before, PairPlan plan, PriceRule rule) {
        this.grid = grid;
        this.plan = plan;
        this.sent = plan.sent(grid);
        this.rule = rule;
        this.scarcity = rule == PriceRule.SCARCITY ? new PairReach(grid, before, plan.book()).scarcity() : List.of();
        for (PairBook.Lane lane : plan.book().lanes()) {
            meets.add(lane.seller().number());
            meets.add(lane.buyer().number());
        }
        plan.book().lots().forEach(lot -> ofOrders.merge(lot.order(), plan.of(lot), Long::sum));
    }

    static Found of(Grid grid, EarlyTrades before, PairPlan plan, PriceRule rule) {
        PairPrices prices = new PairPrices(grid, before, plan, rule);
        for (boolean all : List.of(true, false)) {
            for (boolean perZone : List.of(true, false)) {
                Spans content = prices.spans(perZone, all);
                if (!content.isEmpty()) {
                    boolean wider = all && rule != PriceRule.EQUILIBRIUM;
                    Spans accepted = wider ? prices.spans(perZone, false) : content;
                    Spans allowed = accepted.isEmpty() ? content : accepted;
                    return perZone ? prices.byZone(content, allowed) : prices.byGroup(content, allowed);
                }
            }
        }
        return new Found(prices.none(), Map.of(), true);
    }

    private List<@Nullable Quote> none() {
        List<@Nullable Quote> none = new ArrayList<>();
        grid.nodes().forEach(node -> none.add(null));
        return none;
    }

    private static int place(PairBook.Group group, boolean perZone) {
        return perZone ? group.node().place() : group.first();
    }

    /** By how much what a group pays is above the price of its place. */
    private static long above(PairBook.Group group, boolean perZone) {
        return perZone && !group.sells() ? group.node().zone().localFee() : 0;
    }

    /** @param all whether those who do not trade, or not all, must be content, too */
    private Spans spans(boolean perZone, boolean all) {
        int places = perZone ? grid.nodes().size() : plan.book().groups().size();
        Map<Order, Integer> own = new HashMap<>();
        for (PairBook.Lot lot : plan.book().lots()) {
            if (!lot.shared() && !own.containsKey(lot.order())) {
                own.put(lot.order(), places + own.size());
            }
        }
        Spans spans = new Spans(places + own.size());
        for (PairBook.Lot lot : plan.book().lots()) {
            if (meets.contains(lot.group().number())) {
                lot(lot, perZone, all ? own.get(lot.order()) : null, all, spans);
            }
        }
        if (all) {
            own.forEach((order, place) -> bound(
                    order.offer().sells(),
                    ofOrders.getOrDefault(order, 0L) > 0,
                    ofOrders.getOrDefault(order, 0L) < plan.book().left(order),
                    place,
                    0,
                    spans));
        }
        plan.book().lanes().forEach(lane -> lane(lane, perZone, all, spans));
        return spans;
    }

    /** @param own where the order's own worth of its energy stands, if it has several alternatives that are heard */
    private void lot(PairBook.Lot lot, boolean perZone, @Nullable Integer own, boolean all, Spans spans) {
        int place = place(lot.group(), perZone);
        long limit = lot.limit() - above(lot.group(), perZone);
        boolean trades = plan.of(lot) > 0;
        boolean rest = all && plan.of(lot) < lot.wh();
        if (lot.sells()) {
            spans.atLeast(place, 0);
        }
        if (own == null) {
            bound(lot.sells(), trades, rest, place, limit, spans);
            return;
        }
        if (lot.sells() ? trades : rest) {
            spans.atMostAbove(own, place, -limit);
        }
        if (lot.sells() ? rest : trades) {
            spans.atMostAbove(place, own, limit);
        }
    }

    private static void bound(boolean sells, boolean trades, boolean rest, int place, long limit, Spans spans) {
        if (sells ? trades : rest) {
            spans.atLeast(place, limit);
        }
        if (sells ? rest : trades) {
            spans.atMost(place, limit);
        }
    }

    private void lane(PairBook.Lane lane, boolean perZone, boolean all, Spans spans) {
        int seller = place(lane.seller(), perZone);
        int buyer = place(lane.buyer(), perZone);
        long fee = lane.fee() - above(lane.buyer(), perZone);
        boolean trades = plan.of(lane) > 0;
        if (trades) {
            spans.atMostAbove(seller, buyer, -fee);
        }
        if (all ? hasRoom(lane) : trades && (!perZone || hasRoom(lane))) {
            spans.atMostAbove(buyer, seller, fee);
        }
    }

    private boolean hasRoom(PairBook.Lane lane) {
        List<Node> above = lane.seller().node().upToRoot();
        return lane.way().stream()
                .allMatch(node -> above.contains(node)
                        ? sent[node.place()] < node.zone().exportLimit()
                        : -sent[node.place()] < node.zone().importLimit());
    }

    private @Nullable Scarcity k(Node node) {
        return scarcity.isEmpty() ? null : scarcity.get(node.place());
    }

    private static long price(@Nullable Scarcity k, long lowest, long highest) {
        return k == null ? Scarcity.middle(lowest, highest) : k.between(lowest, highest);
    }

    private Found byZone(Spans content, Spans allowed) {
        List<@Nullable Quote> quotes = none();
        for (PairBook.Lot lot : plan.book().lots()) {
            if (plan.of(lot) > 0) {
                Node node = lot.group().node();
                int place = node.place();
                long lowest = allowed.lowest()[place];
                long highest = allowed.highest()[place];
                quotes.set(
                        place,
                        new Quote(
                                price(k(node), lowest, highest),
                                content.lowest()[place],
                                content.highest()[place],
                                lowest,
                                highest,
                                k(node)));
            }
        }
        return new Found(quotes, Map.of(), false);
    }

    private Found byGroup(Spans content, Spans allowed) {
        Map<Integer, Long> prices = new HashMap<>();
        List<@Nullable Quote> quotes = none();
        Set<Node> differ = new HashSet<>();
        for (PairBook.Lot lot : plan.book().lots()) {
            if (plan.of(lot) > 0) {
                PairBook.Group group = lot.group();
                Node node = group.node();
                int place = group.first();
                // A buyer's price has the local fee in it, a seller's has not.
                long fee = group.sells() ? 0 : node.zone().localFee();
                long price = price(k(node), allowed.lowest()[place], allowed.highest()[place]);
                prices.put(group.number(), price);
                Quote quote = new Quote(
                        price - fee,
                        content.lowest()[place] - fee,
                        content.highest()[place] - fee,
                        allowed.lowest()[place] - fee,
                        allowed.highest()[place] - fee,
                        k(node));
                Quote other = quotes.get(node.place());
                if (other != null && other.price() != quote.price()) {
                    differ.add(node);
                }
                quotes.set(node.place(), other == null ? quote : common(other, quote));
            }
        }
        differ.forEach(node -> quotes.set(node.place(), null));
        return new Found(quotes, prices, false);
    }

    private static Quote common(Quote a, Quote b) {
        return new Quote(
                a.price(),
                Math.max(a.lo(), b.lo()),
                Math.min(a.hi(), b.hi()),
                Math.max(a.lowest(), b.lowest()),
                Math.min(a.highest(), b.highest()),
                a.scarcity());
    }
}
