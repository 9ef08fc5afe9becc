package energy.peerwatt.orderbook.clearing.domain.flow;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Maximum welfare over a zone tree, exactly: the steps at which a zone would export more or import less go up the tree,
 * the fee added, cut at the edge's limits; at the root they meet; what is decided goes down again. Of outcomes of equal
 * welfare the largest volume, of those the shortest ways, and the rest is shared in proportion. Costs O(n log n) for
 * each level of the tree.
 */
public final class TreeAuction {
    private static final int INDEX_BITS = 31;
    private static final long MAX_PRICE = 0xFFFF_FFFFL;
    private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

    private final OrderTable table;
    private final ZoneTree tree;
    private final PriceScale scale;
    private final EdgeFlows before;
    private final EdgeFlows after;
    private final long[] left;
    private final long[] filled;
    private final int[][] ordersOf;
    private final int[][] asks;
    private final int[][] bids;
    private final Curve[] steps;
    private final long[] wanted;
    private final List<List<Curve>> fromChildren = new ArrayList<>();

    private TreeAuction(Desk desk) {
        this.table = desk.table();
        this.tree = table.tree();
        this.scale = PriceScale.of(tree);
        this.before = desk.flows();
        this.after = desk.flows().copy();
        this.filled = new long[table.size()];
        this.left = new long[table.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = table.isForTheMarket(i) ? desk.left(i) : 0;
        }
        this.ordersOf = byZone();
        this.asks = new int[tree.size()][];
        this.bids = new int[tree.size()][];
        this.steps = new Curve[tree.size()];
        this.wanted = new long[tree.size()];
        for (int z = 0; z < tree.size(); z++) {
            fromChildren.add(new ArrayList<>());
        }
    }

    /** What the orders on a desk trade, as far as they are for the market; the desk stays as it is. */
    public static Allocation of(Desk desk) {
        TreeAuction auction = new TreeAuction(desk);
        int[] down = auction.tree.downwards();
        for (int i = down.length - 1; i >= 0; i--) {
            auction.collect(down[i]);
        }
        for (int zone : down) {
            auction.decide(zone);
        }
        return new Allocation(auction.left, auction.filled, auction.asks, auction.bids, auction.before, auction.after);
    }

    private int[][] byZone() {
        int[] counts = new int[tree.size()];
        for (int i = 0; i < left.length; i++) {
            if (left[i] > 0) {
                counts[table.zone(i)]++;
            }
        }
        int[][] orders = new int[tree.size()][];
        Arrays.setAll(orders, z -> new int[counts[z]]);
        for (int i = left.length - 1; i >= 0; i--) {
            if (left[i] > 0) {
                orders[table.zone(i)][--counts[table.zone(i)]] = i;
            }
        }
        return orders;
    }

    private void collect(int zone) {
        List<Curve> curves = new ArrayList<>(fromChildren.get(zone));
        curves.add(asks(zone));
        curves.add(bids(zone));
        Curve all = Curve.merge(curves);
        for (int i = 0; i < all.size(); i++) {
            if (!isSupply(all.owner(i))) {
                wanted[zone] = Math.addExact(wanted[zone], all.wh(i));
            }
        }
        steps[zone] = all;
        if (tree.parent(zone) != ZoneTree.NONE) {
            fromChildren.get(tree.parent(zone)).add(exports(zone));
            fromChildren.get(tree.parent(zone)).add(imports(zone));
        }
    }

    /** Supply is taken to be sold; what is not supply, a bid or an import, is taken to go without. */
    private boolean isSupply(int owner) {
        return Curve.isZone(owner) ? Curve.isExport(owner) : table.sells(owner);
    }

    private Curve asks(int zone) {
        long[] keys = new long[ordersOf[zone].length];
        int count = 0;
        for (int i : ordersOf[zone]) {
            if (table.sells(i)) {
                keys[count++] = table.worth(i) << INDEX_BITS | i;
            }
        }
        Arrays.sort(keys, 0, count);
        Curve curve = new Curve(count);
        asks[zone] = new int[count];
        for (int k = 0; k < count; k++) {
            int order = (int) (keys[k] & INDEX_MASK);
            asks[zone][k] = order;
            curve.add(scale.ask(keys[k] >>> INDEX_BITS), left[order], order);
        }
        return curve;
    }

    private Curve bids(int zone) {
        long fee = tree.localFee(zone);
        long[] keys = new long[ordersOf[zone].length];
        int count = 0;
        for (int i : ordersOf[zone]) {
            if (!table.sells(i) && table.worth(i) >= fee) {
                // Turned round, so that the dearest come first and equals by number.
                keys[count++] = MAX_PRICE - (table.worth(i) - fee) << INDEX_BITS | i;
            }
        }
        Arrays.sort(keys, 0, count);
        Curve curve = new Curve(count);
        bids[zone] = new int[count];
        for (int k = count - 1; k >= 0; k--) {
            int order = (int) (keys[k] & INDEX_MASK);
            bids[zone][k] = order;
            curve.add(scale.bid(MAX_PRICE - (keys[k] >>> INDEX_BITS)), left[order], order);
        }
        return curve;
    }

    /** What the zone would send to its parent beyond being served by itself. */
    private Curve exports(int zone) {
        Curve all = steps[zone];
        Curve exports = new Curve(0);
        long room = before.exportRoom(zone);
        long crossing = scale.crossing(tree.edgeFee(zone));
        long passed = 0;
        for (int i = 0; i < all.size() && room > 0; i++) {
            long beyond = Math.min(all.wh(i), passed + all.wh(i) - wanted[zone]);
            passed += all.wh(i);
            if (beyond > 0) {
                long wh = Math.min(beyond, room);
                exports.addMerging(all.price(i) + crossing, wh, Curve.exportOf(zone));
                room -= wh;
            }
        }
        return exports;
    }

    /** What the zone would take from its parent rather than serve itself. */
    private Curve imports(int zone) {
        Curve all = steps[zone];
        Curve imports = new Curve(0);
        long room = before.importRoom(zone);
        long crossing = scale.crossing(tree.edgeFee(zone));
        int last = 0;
        long passed = 0;
        while (last < all.size() && passed < wanted[zone]) {
            passed += all.wh(last++);
        }
        long cut = passed - wanted[zone];
        for (int i = last - 1; i >= 0 && room > 0 && all.price(i) >= crossing; i--) {
            long wh = Math.min(all.wh(i) - cut, room);
            cut = 0;
            if (wh > 0) {
                imports.addMerging(all.price(i) - crossing, wh, Curve.importOf(zone));
                room -= wh;
            }
        }
        imports.reverse();
        return imports;
    }

    private void decide(int zone) {
        Curve all = steps[zone];
        long exported = tree.parent(zone) == ZoneTree.NONE ? 0 : after.up(zone) - before.up(zone);
        long rest = wanted[zone] + exported;
        for (int from = 0; from < all.size(); ) {
            int to = all.levelEnd(from);
            long level = 0;
            for (int i = from; i < to; i++) {
                level += all.wh(i);
            }
            long taken = Math.min(rest, level);
            rest -= taken;
            share(all, from, to, taken, level);
            from = to;
        }
        Neighbours.prefer(table, ordersOf[zone], left, filled);
    }

    /**
     * Shares what is taken of a level over its steps. Mostly they are all supply or all demand, and then share what
     * trades; a child zone that would go without may stand beside an order that would be served instead.
     */
    private void share(Curve all, int from, int to, long taken, long level) {
        if (taken == 0 || taken == level) {
            for (int i = from; i < to; i++) {
                give(all.owner(i), isSupply(all.owner(i)) == (taken > 0) ? all.wh(i) : 0);
            }
            return;
        }
        boolean supply = false;
        boolean demand = false;
        long[] claims = new long[to - from];
        for (int i = from; i < to; i++) {
            claims[i - from] = all.wh(i);
            supply |= isSupply(all.owner(i));
            demand |= !isSupply(all.owner(i));
        }
        boolean byDemand = demand && !supply;
        long[] parts = Rationing.proRata(claims, byDemand ? level - taken : taken, i -> tieOf(all.owner(from + i)));
        for (int i = from; i < to; i++) {
            boolean direct = byDemand || isSupply(all.owner(i));
            long part = parts[i - from];
            give(all.owner(i), direct ? part : all.wh(i) - part);
        }
    }

    private Hash32 tieOf(int owner) {
        return Curve.isZone(owner) ? table.tieOfZone(Curve.zoneOf(owner)) : table.tie(owner);
    }

    private void give(int owner, long wh) {
        if (!Curve.isZone(owner)) {
            filled[owner] = wh;
        } else {
            after.addUp(Curve.zoneOf(owner), Curve.isExport(owner) ? wh : -wh);
        }
    }
}
