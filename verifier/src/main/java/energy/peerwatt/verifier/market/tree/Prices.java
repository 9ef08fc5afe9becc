package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.messages.evidence.PriceRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The prices of a plan: what the orders that trade allow, and what those that do not; then the rule chooses. */
final class Prices {
    private final Grid grid;
    private final Plan plan;
    private final boolean[] binds;

    private Prices(Grid grid, Plan plan) {
        this.grid = grid;
        this.plan = plan;
        this.binds = new boolean[grid.nodes().size()];
    }

    /** @return by place of the zone; null for one without a price */
    static List<@Nullable Quote> of(Grid grid, Plan plan, PriceRule rule) {
        return new Prices(grid, plan).quotes(rule);
    }

    private List<@Nullable Quote> quotes(PriceRule rule) {
        PriceRanges equilibrium = equilibrium();
        boolean inEquilibrium = rule == PriceRule.EQUILIBRIUM;
        PriceRanges allowed = inEquilibrium ? equilibrium : accepted();
        Groups groups = new Groups(grid, node -> carries(node) || inEquilibrium && hasRoomBothWays(node));
        List<Scarcity> scarcity =
                rule == PriceRule.SCARCITY ? ScarcityShares.of(grid, plan, binds, allowed) : List.of();
        List<@Nullable Quote> quotes = new ArrayList<>();
        for (Node node : grid.nodes()) {
            boolean priced = groups.of(node).stream().anyMatch(this::trades);
            quotes.add(priced ? quote(node, equilibrium, allowed, scarcity) : null);
        }
        return quotes;
    }

    private static Quote quote(Node node, PriceRanges equilibrium, PriceRanges allowed, List<Scarcity> scarcity) {
        Scarcity k = scarcity.isEmpty() ? null : scarcity.get(node.place());
        long lowest = allowed.lowest(node);
        long highest = allowed.highest(node);
        long price = k == null ? Scarcity.middle(lowest, highest) : k.between(lowest, highest);
        return new Quote(price, equilibrium.lowest(node), equilibrium.highest(node), lowest, highest, k);
    }

    /** Prices at which nobody wants to trade more; and with as few limits as possible that cost something. */
    private PriceRanges equilibrium() {
        PriceRanges ranges = new PriceRanges(grid);
        for (Node node : grid.nodes()) {
            boundByTrades(node, ranges);
            boundByTheRest(node, ranges);
            if (carries(node)) {
                along(node, ranges);
            } else {
                long fee = node.zone().edgeFee();
                ranges.gap(
                        node,
                        node.zone().importLimit() > 0 ? -fee : -PriceRanges.NONE,
                        node.zone().exportLimit() > 0 ? fee : PriceRanges.NONE);
            }
        }
        for (Node node : grid.nodes()) {
            if (plan.isFull(node)) {
                exactlyTheFee(node, ranges);
                binds[node.place()] = ranges.narrowed() == null;
                if (binds[node.place()]) {
                    along(node, ranges);
                }
            }
        }
        return narrowed(ranges);
    }

    /** Prices that the orders which trade accept. */
    private PriceRanges accepted() {
        PriceRanges ranges = new PriceRanges(grid);
        for (Node node : grid.nodes()) {
            boundByTrades(node, ranges);
            if (carries(node)) {
                along(node, ranges);
                if (!binds[node.place()]) {
                    exactlyTheFee(node, ranges);
                }
            }
        }
        return narrowed(ranges);
    }

    private static PriceRanges narrowed(PriceRanges ranges) {
        PriceRanges narrow = ranges.narrowed();
        if (narrow == null) {
            throw new IllegalStateException("no prices fit a plan that was proven best");
        }
        return narrow;
    }

    private void boundByTrades(Node node, PriceRanges ranges) {
        for (Offer offer : node.offers()) {
            if (plan.traded(offer) > 0 && offer.sells()) {
                ranges.atLeast(node, offer.price());
            } else if (plan.traded(offer) > 0) {
                ranges.atMost(node, offer.price());
            }
        }
    }

    private void boundByTheRest(Node node, PriceRanges ranges) {
        for (Offer offer : node.offers()) {
            if (plan.traded(offer) < offer.wh() && offer.sells()) {
                ranges.atMost(node, offer.price());
            } else if (plan.traded(offer) < offer.wh()) {
                ranges.atLeast(node, offer.price());
            }
        }
    }

    /** Along a flow the price rises by the fee, and by more only where the limit stops the flow. */
    private void along(Node node, PriceRanges ranges) {
        if (!plan.isFull(node)) {
            exactlyTheFee(node, ranges);
        } else if (plan.sent(node) > 0) {
            ranges.gap(node, node.zone().edgeFee(), PriceRanges.NONE);
        } else {
            ranges.gap(node, -PriceRanges.NONE, -node.zone().edgeFee());
        }
    }

    private void exactlyTheFee(Node node, PriceRanges ranges) {
        long gap = plan.sent(node) > 0 ? node.zone().edgeFee() : -node.zone().edgeFee();
        ranges.gap(node, gap, gap);
    }

    private boolean carries(Node node) {
        return plan.sent(node) != 0;
    }

    private boolean trades(Node node) {
        return node.offers().stream().anyMatch(offer -> plan.traded(offer) > 0);
    }

    private static boolean hasRoomBothWays(Node node) {
        return node.zone().importLimit() > 0 && node.zone().exportLimit() > 0;
    }
}
