package energy.peerwatt.orderbook.clearing.domain.flow;

import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;

/**
 * Makes one number of three wishes: most welfare, then most volume, then the shortest way. A price counts
 * {@code unit}, a traded Wh {@code volumeBonus}, an edge on the way 1. A change of plan trades at most two more orders
 * and crosses each edge of a path once, so with a unit above that no lesser wish ever outweighs a greater one.
 *
 * @param unit what one micro-currency per kWh counts
 * @param volumeBonus what a traded Wh counts
 */
record PriceScale(long unit, long volumeBonus) {

    static PriceScale of(ZoneTree tree) {
        long farthest = 2L * tree.deepest();
        long bonus = 2 * farthest + 1;
        return new PriceScale(2 * bonus + 2 * farthest + 1, bonus);
    }

    long ask(long price) {
        return price * unit;
    }

    long bid(long netPrice) {
        return netPrice * unit + volumeBonus;
    }

    /** What it counts to cross an edge. */
    long crossing(long fee) {
        return fee * unit + 1;
    }
}
