package energy.peerwatt.orderbook.clearing.domain.price;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.orderbook.clearing.domain.flow.Allocation;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.Range;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import org.jspecify.annotations.Nullable;

/**
 * Prices of an auction over a zone tree. Along an edge with a flow that its limit does not cut, they differ by the fee;
 * where the limit cuts it, by at least that, and no more than the limit makes them.
 */
public final class AuctionPrices {
    private final OrderTable table;
    private final ZoneTree tree;
    private final Allocation allocation;
    private final ZoneBounds[] bounds;
    private final EdgeStates edges;

    private AuctionPrices(OrderTable table, Allocation allocation) {
        this.table = table;
        this.tree = table.tree();
        this.allocation = allocation;
        this.bounds = ZoneBounds.of(table, allocation.offered(), allocation.filled());
        this.edges = EdgeStates.of(tree, allocation);
    }

    public static ZonePrices of(OrderTable table, Allocation allocation, PriceRule rule) {
        return new AuctionPrices(table, allocation).prices(rule);
    }

    /** Half-way between the best ask and the best bid, for a book in which nothing trades; null without either. */
    public static @Nullable Long indicative(OrderTable table, long[] offered) {
        return Reach.of(table, offered, everyEdge(table.tree())).indicative(table, offered);
    }

    private static boolean[] everyEdge(ZoneTree tree) {
        boolean[] edges = new boolean[tree.size()];
        for (int z = 0; z < edges.length; z++) {
            edges[z] = tree.parent(z) != ZoneTree.NONE;
        }
        return edges;
    }

    private ZonePrices prices(PriceRule rule) {
        PriceRoom equilibrium = room(true);
        long[] lo = equilibrium.lowest();
        long[] hi = equilibrium.highest();
        boolean inTheMiddle = rule == PriceRule.EQUILIBRIUM;
        PriceRoom allowed = inTheMiddle ? equilibrium : room(false);
        boolean[] priced = trading(inTheMiddle ? edges.open() : edges.carries());
        long[] lowest = allowed.lowest();
        long[] highest = allowed.highest();
        @Nullable
        Scarcity[] scarcity = rule == PriceRule.SCARCITY
                ? ScarcityShares.of(table, allocation, edges, lowest, highest)
                : new Scarcity[tree.size()];
        ZonePrice[] prices = new ZonePrice[tree.size()];
        for (int z = 0; z < prices.length; z++) {
            if (priced[z] && hi[z] != PriceRoom.UNBOUNDED && highest[z] != PriceRoom.UNBOUNDED) {
                Scarcity k = scarcity[z];
                long price = k == null ? Scarcity.middle(lowest[z], highest[z]) : k.between(lowest[z], highest[z]);
                prices[z] = new ZonePrice(price, lo[z], hi[z], new Range(lowest[z], highest[z]), k);
            }
        }
        return new ZonePrices(prices);
    }

    /** All prices that fit what trades and, if wanted, what does not. */
    private PriceRoom room(boolean withTheRest) {
        PriceRoom room = new PriceRoom(tree.size());
        for (int z = 0; z < tree.size(); z++) {
            ZoneBounds zone = bounds[z];
            room.atLeast(z, zone.highestAsk() == null ? 0 : zone.highestAsk());
            if (zone.lowestBid() != null) {
                room.atMost(z, zone.lowestBid());
            }
            if (withTheRest && zone.highestBidLeft() != null) {
                room.atLeast(z, zone.highestBidLeft());
            }
            if (withTheRest && zone.lowestAskLeft() != null) {
                room.atMost(z, zone.lowestAskLeft());
            }
            edge(z, room, withTheRest);
        }
        for (int z = 0; z < tree.size(); z++) {
            if (edges.isFull(z) && !edges.binds()[z]) {
                // A limit that is reached but keeps nobody from trading more costs nothing.
                edges.binds()[z] = !withoutRent(z, room);
            }
        }
        return room;
    }

    private void edge(int zone, PriceRoom room, boolean withTheRest) {
        int parent = tree.parent(zone);
        if (parent == ZoneTree.NONE) {
            return;
        }
        long fee = tree.edgeFee(zone);
        long up = allocation.up(zone);
        if (up != 0 || withTheRest) {
            if (allocation.after().exportRoom(zone) > 0) {
                room.atMostAbove(parent, zone, up < 0 ? -fee : fee);
            }
            if (allocation.after().importRoom(zone) > 0) {
                room.atMostAbove(zone, parent, up > 0 ? -fee : fee);
            }
        }
    }

    private boolean withoutRent(int zone, PriceRoom room) {
        int parent = tree.parent(zone);
        return allocation.up(zone) > 0
                ? room.atMostAboveIfPossible(parent, zone, tree.edgeFee(zone))
                : room.atMostAboveIfPossible(zone, parent, tree.edgeFee(zone));
    }

    /** For each zone whether it, or one that edges connect it with, trades. */
    private boolean[] trading(boolean[] connected) {
        boolean[] trading = new boolean[tree.size()];
        int[] groups = edges.groups(connected);
        for (int z = 0; z < trading.length; z++) {
            trading[groups[z]] |= bounds[z].trades();
        }
        boolean[] all = new boolean[trading.length];
        for (int z = 0; z < all.length; z++) {
            all[z] = trading[groups[z]];
        }
        return all;
    }
}
