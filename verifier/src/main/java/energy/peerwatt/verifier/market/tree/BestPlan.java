package energy.peerwatt.verifier.market.tree;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Proves that no plan is better than one, whoever made it. At any prices of the zones, the worth of any plan is what its
 * orders gain at these prices and what its edges earn beyond their fees; an order gains at most by trading all or
 * nothing, an edge earns at most by carrying all it may. So the sum of these mosts is a bound for every plan, and a plan
 * that reaches it is a best one.
 */
final class BestPlan {
    private BestPlan() {}

    /** @throws IllegalStateException if the plan is not possible or the bound is not reached */
    static void prove(Grid grid, Scale scale, Plan plan) {
        BigInteger worth = BigInteger.ZERO;
        BigInteger bound = BigInteger.ZERO;
        for (Node node : grid.nodes()) {
            long price = plan.price(node);
            long balance = -plan.sent(node);
            for (Offer offer : node.offers()) {
                long wh = plan.traded(offer);
                long sign = offer.sells() ? 1 : -1;
                holds(wh >= 0 && wh <= offer.wh(), "order " + offer.id() + " trades " + wh);
                balance += sign * wh;
                worth = worth.subtract(times(sign * scale.of(offer), wh));
                bound = bound.add(times(Math.max(0, sign * (price - scale.of(offer))), offer.wh()));
            }
            for (Node child : node.children()) {
                balance += plan.sent(child);
            }
            holds(balance == 0, "zone " + node + " has " + balance + " Wh left over");
            @Nullable Node parent = node.parent();
            if (parent == null) {
                continue;
            }
            long wh = plan.sent(node);
            long crossing = scale.crossing(node);
            long gap = plan.price(parent) - price;
            holds(-wh <= node.zone().importLimit() && wh <= node.zone().exportLimit(), "zone " + node + " sends " + wh);
            worth = worth.subtract(times(crossing, Math.abs(wh)));
            bound = bound.add(times(Math.max(0, gap - crossing), node.zone().exportLimit()))
                    .add(times(Math.max(0, -gap - crossing), node.zone().importLimit()));
        }
        holds(worth.equals(bound), "worth " + worth + ", possible " + bound);
    }

    private static BigInteger times(long price, long wh) {
        return BigInteger.valueOf(price).multiply(BigInteger.valueOf(wh));
    }

    private static void holds(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException("this is no best plan: " + otherwise);
        }
    }
}
