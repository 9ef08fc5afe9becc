package energy.peerwatt.verifier.market.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How scarce energy is in each zone: counted over the zones that trade with each other without a limit that binds. What
 * passes such a limit is demand where it comes from and supply where it goes to.
 */
final class ScarcityShares {
    private final Grid grid;
    private final Plan plan;
    private final boolean[] binds;
    private final PriceRanges allowed;

    private ScarcityShares(Grid grid, Plan plan, boolean[] binds, PriceRanges allowed) {
        this.grid = grid;
        this.plan = plan;
        this.binds = binds;
        this.allowed = allowed;
    }

    /** @return by place of the zone; where it would turn a price against a flow, the tree counts as if no limit bound */
    static List<Scarcity> of(Grid grid, Plan plan, boolean[] binds, PriceRanges allowed) {
        ScarcityShares shares = new ScarcityShares(grid, plan, binds, allowed);
        List<Scarcity> apart = shares.within(node -> plan.sent(node) != 0 && !binds[node.place()]);
        List<Scarcity> together = shares.within(node -> plan.sent(node) != 0);
        List<Node> turned = grid.nodes().stream()
                .filter(node -> binds[node.place()] && shares.turns(node, apart))
                .map(Node::root)
                .toList();
        return grid.nodes().stream()
                .map(node -> (turned.contains(node.root()) ? together : apart).get(node.place()))
                .toList();
    }

    private List<Scarcity> within(Predicate<Node> connects) {
        Groups groups = new Groups(grid, connects);
        Reach reach = new Reach(groups);
        Map<Node, Scarcity> ofGroups = new HashMap<>();
        for (Node node : grid.nodes()) {
            if (groups.top(node) == node) {
                List<Node> zones = groups.of(node);
                ofGroups.put(node, new Scarcity(reach.demand(zones, plan), reach.supply(zones, plan)));
            }
        }
        for (Node node : grid.nodes()) {
            @Nullable Node parent = node.parent();
            if (parent != null && plan.sent(node) != 0 && !connects.test(node)) {
                long wh = Math.abs(plan.sent(node));
                Node from = groups.top(plan.sent(node) > 0 ? node : parent);
                Node to = groups.top(plan.sent(node) > 0 ? parent : node);
                ofGroups.computeIfPresent(from, (top, k) -> new Scarcity(k.demandWh() + wh, k.supplyWh()));
                ofGroups.computeIfPresent(to, (top, k) -> new Scarcity(k.demandWh(), k.supplyWh() + wh));
            }
        }
        List<Scarcity> ofZones = new ArrayList<>();
        for (Node node : grid.nodes()) {
            ofZones.add(ofGroups.getOrDefault(groups.top(node), new Scarcity(0, 0)));
        }
        return ofZones;
    }

    /** Whether prices on both sides of a limit would differ by less than the fee, in the direction of the flow. */
    private boolean turns(Node node, List<Scarcity> scarcity) {
        @Nullable Node parent = node.parent();
        if (parent == null) {
            return false;
        }
        long gap = price(parent, scarcity) - price(node, scarcity);
        return (plan.sent(node) > 0 ? gap : -gap) < node.zone().edgeFee();
    }

    private long price(Node node, List<Scarcity> scarcity) {
        return scarcity.get(node.place()).between(allowed.lowest(node), allowed.highest(node));
    }
}
