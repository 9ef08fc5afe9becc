package energy.peerwatt.orderbook.clearing.domain.price;

import energy.peerwatt.orderbook.clearing.domain.flow.Allocation;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;

/**
 * What the edges above the zones do in an allocation.
 *
 * @param carries whether something trades over it
 * @param binds whether it carries all it may and more would be worth while, so that prices differ by more than the fee
 */
record EdgeStates(ZoneTree tree, Allocation allocation, boolean[] carries, boolean[] binds) {

    static EdgeStates of(ZoneTree tree, Allocation allocation) {
        boolean[] carries = new boolean[tree.size()];
        for (int z = 0; z < carries.length; z++) {
            carries[z] = tree.parent(z) != ZoneTree.NONE && allocation.up(z) != 0;
        }
        return new EdgeStates(tree, allocation, carries, new boolean[tree.size()]);
    }

    /** Whether it carries, in the direction in which it does, all it may. */
    boolean isFull(int zone) {
        long up = allocation.up(zone);
        return up > 0 && allocation.after().exportRoom(zone) == 0
                || up < 0 && allocation.after().importRoom(zone) == 0;
    }

    /** Whether both of its ends share one market: it carries without binding, or could carry in either direction. */
    boolean[] open() {
        boolean[] open = new boolean[carries.length];
        for (int z = 0; z < open.length; z++) {
            open[z] = tree.parent(z) != ZoneTree.NONE
                    && (carries[z]
                            || allocation.after().exportRoom(z) > 0
                                    && allocation.after().importRoom(z) > 0);
        }
        return open;
    }

    /** The edges that carry without binding. */
    boolean[] flowing() {
        boolean[] flowing = new boolean[carries.length];
        for (int z = 0; z < flowing.length; z++) {
            flowing[z] = carries[z] && !binds[z];
        }
        return flowing;
    }

    /** For each zone the topmost one that edges connect it with. */
    int[] groups(boolean[] edges) {
        int[] groups = new int[edges.length];
        for (int zone : tree.downwards()) {
            groups[zone] = edges[zone] ? groups[tree.parent(zone)] : zone;
        }
        return groups;
    }
}
