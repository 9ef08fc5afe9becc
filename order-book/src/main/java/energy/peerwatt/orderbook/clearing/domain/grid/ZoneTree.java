package energy.peerwatt.orderbook.clearing.domain.grid;

import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Zones by number, with what a path between them costs. Zones without a common root are markets of their own. Fees are
 * micro-currency per kWh.
 */
public final class ZoneTree {
    /** More than any net flow can be. */
    public static final long NO_LIMIT = Long.MAX_VALUE / 4;

    /** Stands for the parent of a zone that has none. */
    public static final int NONE = -1;

    /** Deepest tree that is cleared. */
    public static final int MAX_DEPTH = 1_000;

    private final List<BookZone> zones;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[] parent;
    private final int[] depth;
    private final int[] root;
    private final int[] downwards;

    private ZoneTree(List<BookZone> zones) {
        this.zones = zones;
        for (BookZone zone : zones) {
            numbers.put(zone.id(), numbers.size());
        }
        this.parent = new int[zones.size()];
        this.depth = new int[zones.size()];
        this.root = new int[zones.size()];
        for (int z = 0; z < parent.length; z++) {
            String above = zones.get(z).parent();
            parent[z] = above == null ? NONE : numbers.get(above);
        }
        this.downwards = topDown();
    }

    /** @throws IllegalArgumentException if {@link ZoneCheck} finds something wrong with them */
    public static ZoneTree of(List<BookZone> zones) {
        List<String> problems = ZoneCheck.problems(zones);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new ZoneTree(zones);
    }

    private int[] topDown() {
        List<List<Integer>> children = new ArrayList<>();
        for (int z = 0; z < parent.length; z++) {
            children.add(new ArrayList<>());
        }
        int[] order = new int[parent.length];
        int count = 0;
        for (int z = 0; z < parent.length; z++) {
            if (parent[z] == NONE) {
                root[z] = z;
                order[count++] = z;
            } else {
                children.get(parent[z]).add(z);
            }
        }
        for (int i = 0; i < count; i++) {
            for (int child : children.get(order[i])) {
                depth[child] = depth[order[i]] + 1;
                root[child] = root[order[i]];
                order[count++] = child;
            }
        }
        return order;
    }

    public int size() {
        return parent.length;
    }

    public String id(int zone) {
        return zones.get(zone).id();
    }

    /** @throws IllegalArgumentException if there is no such zone */
    public int number(String id) {
        Integer number = numbers.get(id);
        if (number == null) {
            throw new IllegalArgumentException("there is no zone " + id);
        }
        return number;
    }

    /** Parent of a zone, or {@link #NONE}. */
    public int parent(int zone) {
        return parent[zone];
    }

    public int deepest() {
        int deepest = 0;
        for (int each : depth) {
            deepest = Math.max(deepest, each);
        }
        return deepest;
    }

    /** Every zone, parents before their children. */
    public int[] downwards() {
        return downwards.clone();
    }

    /** The zone at the top of the tree of a zone. */
    public int root(int zone) {
        return root[zone];
    }

    public boolean connects(int a, int b) {
        return root[a] == root[b];
    }

    /** Whether they are one zone, or hang on the same parent. */
    public boolean areOfOneSubstation(int a, int b) {
        return a == b || parent[a] != NONE && parent[a] == parent[b];
    }

    public long edgeFee(int zone) {
        return zones.get(zone).edgeFee();
    }

    public long localFee(int zone) {
        return zones.get(zone).localFee();
    }

    public long importLimit(int zone) {
        Long limit = zones.get(zone).importLimitWh();
        return limit == null ? NO_LIMIT : Math.min(limit, NO_LIMIT);
    }

    public long exportLimit(int zone) {
        Long limit = zones.get(zone).exportLimitWh();
        return limit == null ? NO_LIMIT : Math.min(limit, NO_LIMIT);
    }

    /** The edges between two connected zones from the seller's to the buyer's. */
    public List<Step> path(int from, int to) {
        List<Step> up = new ArrayList<>();
        List<Step> down = new ArrayList<>();
        int a = from;
        int b = to;
        while (a != b) {
            if (depth[a] >= depth[b]) {
                up.add(new Step(a, true));
                a = parent[a];
            } else {
                down.add(new Step(b, false));
                b = parent[b];
            }
        }
        up.addAll(down.reversed());
        return up;
    }

    /** What the buyer pays on top of the seller's price: the edges on the way and the fee of the buyer's zone. */
    public long fee(int from, int to) {
        long fee = localFee(to);
        int a = from;
        int b = to;
        while (a != b) {
            if (depth[a] >= depth[b]) {
                fee += edgeFee(a);
                a = parent[a];
            } else {
                fee += edgeFee(b);
                b = parent[b];
            }
        }
        return fee;
    }

    /** Number of edges between two connected zones. */
    public int distance(int from, int to) {
        int a = from;
        int b = to;
        int edges = 0;
        for (; a != b; edges++) {
            if (depth[a] >= depth[b]) {
                a = parent[a];
            } else {
                b = parent[b];
            }
        }
        return edges;
    }

    /**
     * The edge above a zone, passed on the way.
     *
     * @param up out of the zone towards its parent
     */
    public record Step(int zone, boolean up) {}
}
