package energy.peerwatt.verifier.market.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the plan of most worth: every root takes the price at which nothing is left over, and says to the zones below it
 * how much each of them has to send, which then find their own price for that.
 */
final class Planning {
    private final Scale scale;
    private final Willing willing;
    private final Plan plan;

    private Planning(Grid grid, Scale scale) {
        int zones = grid.nodes().size();
        this.scale = scale;
        this.willing = new Willing(grid, scale);
        this.plan = new Plan(new HashMap<>(), new long[zones], new long[zones]);
    }

    static Plan best(Grid grid) {
        Scale scale = Scale.of(grid);
        Planning planning = new Planning(grid, scale);
        for (Node node : grid.downwards()) {
            planning.plan.price()[node.place()] = planning.priceOf(node);
            planning.divide(node, planning.plan.price(node));
            Buildings.prefer(node.offers(), planning.plan.traded());
        }
        BestPlan.prove(grid, scale, planning.plan);
        return planning.plan;
    }

    /** A price at which the zone sends what it has to, and as near to the parent's as the edge between them asks. */
    private long priceOf(Node node) {
        long wh = plan.sent(node);
        long own = willing.priceOf(node, wh);
        @Nullable Node parent = node.parent();
        if (parent == null) {
            return own;
        }
        long lowest = plan.price(parent) - scale.crossing(node);
        long highest = plan.price(parent) + scale.crossing(node);
        if (wh > 0) {
            return plan.isFull(node) ? own : lowest;
        }
        if (wh < 0) {
            return plan.isFull(node) ? Math.max(own, highest) : highest;
        }
        return node.zone().exportLimit() == 0 ? own : Math.max(own, lowest);
    }

    /** Everybody sells what the price just below brings about; what is missing is shared by those whom this price moves. */
    private void divide(Node node, long price) {
        List<Claim> claims = new ArrayList<>();
        for (Offer offer : node.offers()) {
            claims.add(new Claim(offer.tie(), willing.sold(offer, price - 1), willing.sold(offer, price)));
        }
        for (Node child : node.children()) {
            claims.add(new Claim(child.zone().tie(), willing.sent(child, price - 1), willing.sent(child, price)));
        }
        long[] parts = Claim.divide(plan.sent(node), claims);
        int next = 0;
        for (Offer offer : node.offers()) {
            plan.traded().put(offer, Math.abs(parts[next++]));
        }
        for (Node child : node.children()) {
            plan.sent()[child.place()] = parts[next++];
        }
    }
}
