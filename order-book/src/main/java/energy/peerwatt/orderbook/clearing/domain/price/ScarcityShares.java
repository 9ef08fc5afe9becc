package energy.peerwatt.orderbook.clearing.domain.price;

import energy.peerwatt.orderbook.clearing.domain.flow.Allocation;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import org.jspecify.annotations.Nullable;

/**
 * How scarce energy is in each zone: counted over all zones that trade with each other without a limit that binds;
 * what passes such a limit counts as demand on one side and as supply on the other.
 */
final class ScarcityShares {
    private final OrderTable table;
    private final Allocation allocation;
    private final EdgeStates edges;

    private ScarcityShares(OrderTable table, Allocation allocation, EdgeStates edges) {
        this.table = table;
        this.allocation = allocation;
        this.edges = edges;
    }

    /**
     * Prices the given share of the way from lowest to highest. Should that turn prices at a binding limit against its
     * flow, the tree is counted as if no limit bound; other trees are markets of their own and keep their measures.
     */
    static @Nullable Scarcity[] of(
            OrderTable table, Allocation allocation, EdgeStates edges, long[] lowest, long[] highest) {
        ScarcityShares shares = new ScarcityShares(table, allocation, edges);
        Scarcity[] apart = shares.within(edges.flowing());
        boolean[] turned = shares.turnedRoots(apart, lowest, highest);
        Scarcity[] together = null;
        for (int z = 0; z < apart.length; z++) {
            if (turned[table.tree().root(z)]) {
                together = together == null ? shares.within(edges.carries()) : together;
                apart[z] = together[z];
            }
        }
        return apart;
    }

    private Scarcity[] within(boolean[] connected) {
        Reach reach = Reach.of(table, allocation.offered(), connected);
        int[] groups = edges.groups(connected);
        long[] demand = new long[groups.length];
        long[] supply = new long[groups.length];
        for (int i = 0; i < table.size(); i++) {
            if (allocation.offered()[i] > 0
                    && (reach.serves(table, i) || allocation.filled()[i] > 0)) {
                (table.sells(i) ? supply : demand)[groups[table.zone(i)]] +=
                        allocation.offered()[i];
            }
        }
        for (int z = 0; z < groups.length; z++) {
            if (edges.carries()[z] && !connected[z]) {
                int from = allocation.up(z) > 0 ? z : table.tree().parent(z);
                int to = allocation.up(z) > 0 ? table.tree().parent(z) : z;
                demand[groups[from]] += Math.abs(allocation.up(z));
                supply[groups[to]] += Math.abs(allocation.up(z));
            }
        }
        Scarcity[] scarcity = new Scarcity[groups.length];
        for (int z = 0; z < groups.length; z++) {
            scarcity[z] = new Scarcity(demand[groups[z]], supply[groups[z]]);
        }
        return scarcity;
    }

    /** By root, whether at a limit of its tree prices would differ by less than the fee in the direction of the flow. */
    private boolean[] turnedRoots(Scarcity[] scarcity, long[] lowest, long[] highest) {
        ZoneTree tree = table.tree();
        boolean[] turned = new boolean[scarcity.length];
        for (int z = 0; z < scarcity.length; z++) {
            if (edges.binds()[z]) {
                int parent = tree.parent(z);
                long gap = scarcity[parent].between(lowest[parent], highest[parent])
                        - scarcity[z].between(lowest[z], highest[z]);
                turned[tree.root(z)] |= (allocation.up(z) > 0 ? gap : -gap) < tree.edgeFee(z);
            }
        }
        return turned;
    }
}
