package energy.peerwatt.orderbook.clearing.domain.pair;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Cheapest flow through a network, exactly, in whole numbers: shortest ways by Dijkstra with potentials, and every
 * shortest way at once. Costs of arcs are at least 0, and so are those that count among equals.
 */
final class MinCostFlow {
    private static final long FAR = Long.MAX_VALUE / 4;

    private final int[] first;
    private final long[] potential;
    private final long[] tiePotential;
    private final long[] distance;
    private final long[] tieDistance;
    private final int[] next;
    private final boolean[] onWay;
    private int[] head = new int[64];
    private int[] following = new int[64];
    private long[] room = new long[64];
    private long[] cost = new long[64];
    private long[] tie = new long[64];
    private int arcs;

    MinCostFlow(int nodes) {
        first = new int[nodes];
        Arrays.fill(first, -1);
        potential = new long[nodes];
        tiePotential = new long[nodes];
        distance = new long[nodes];
        tieDistance = new long[nodes];
        next = new int[nodes];
        onWay = new boolean[nodes];
    }

    /**
     * Adds an arc and gives its number.
     *
     * @param tiePerUnit what a unit costs beside, of flows that cost the same
     */
    int arc(int from, int to, long capacity, long costPerUnit, long tiePerUnit) {
        put(from, to, capacity, costPerUnit, tiePerUnit);
        put(to, from, 0, -costPerUnit, -tiePerUnit);
        return arcs - 2;
    }

    private void put(int from, int to, long capacity, long costPerUnit, long tiePerUnit) {
        if (arcs == head.length) {
            head = Arrays.copyOf(head, 2 * arcs);
            following = Arrays.copyOf(following, 2 * arcs);
            room = Arrays.copyOf(room, 2 * arcs);
            cost = Arrays.copyOf(cost, 2 * arcs);
            tie = Arrays.copyOf(tie, 2 * arcs);
        }
        head[arcs] = to;
        room[arcs] = capacity;
        cost[arcs] = costPerUnit;
        tie[arcs] = tiePerUnit;
        following[arcs] = first[from];
        first[from] = arcs++;
    }

    long flow(int arc) {
        return room[arc ^ 1];
    }

    /** Sends all that can go from source to sink for less than {@code worth} a unit, the cheapest first. */
    void run(int source, int sink, long worth) {
        while (measure(source, sink) && potential[sink] - potential[source] < worth) {
            System.arraycopy(first, 0, next, 0, first.length);
            while (push(source, sink, FAR) > 0) {
                continue;
            }
        }
    }

    private record Reached(int node, long distance, long tie) implements Comparable<Reached> {
        @Override
        public int compareTo(Reached other) {
            int byDistance = Long.compare(distance, other.distance);
            if (byDistance != 0) {
                return byDistance;
            }
            int byTie = Long.compare(tie, other.tie);
            return byTie != 0 ? byTie : Integer.compare(node, other.node);
        }

        boolean isBefore(long otherDistance, long otherTie) {
            return distance != otherDistance ? distance < otherDistance : tie < otherTie;
        }
    }

    /** Shortest distances by reduced cost, up to that of the sink; false if it is out of reach. */
    private boolean measure(int source, int sink) {
        Arrays.fill(distance, FAR);
        Arrays.fill(tieDistance, 0);
        distance[source] = 0;
        PriorityQueue<Reached> open = new PriorityQueue<>();
        open.add(new Reached(source, 0, 0));
        while (!open.isEmpty()) {
            Reached at = open.remove();
            if (at.distance != distance[at.node] || at.tie != tieDistance[at.node]) {
                continue;
            }
            if (at.node == sink) {
                break;
            }
            for (int arc = first[at.node]; arc >= 0; arc = following[arc]) {
                int to = head[arc];
                if (room[arc] > 0) {
                    Reached reached = new Reached(
                            to,
                            at.distance + cost[arc] + potential[at.node] - potential[to],
                            at.tie + tie[arc] + tiePotential[at.node] - tiePotential[to]);
                    // What is no nearer than the sink needs no measure.
                    if (reached.isBefore(distance[to], tieDistance[to])
                            && (to == sink || reached.isBefore(distance[sink], tieDistance[sink]))) {
                        distance[to] = reached.distance;
                        tieDistance[to] = reached.tie;
                        open.add(reached);
                    }
                }
            }
        }
        if (distance[sink] == FAR) {
            return false;
        }
        // Nodes beyond the sink move as far as the sink, which keeps every reduced cost at least 0.
        Reached end = new Reached(sink, distance[sink], tieDistance[sink]);
        for (int node = 0; node < potential.length; node++) {
            boolean beyond = end.isBefore(distance[node], tieDistance[node]);
            potential[node] += beyond ? end.distance : distance[node];
            tiePotential[node] += beyond ? end.tie : tieDistance[node];
        }
        return true;
    }

    /** Sends up to {@code most} along arcs that cost nothing more; gives what arrived. */
    private long push(int node, int sink, long most) {
        if (node == sink) {
            return most;
        }
        onWay[node] = true;
        for (; next[node] >= 0; next[node] = following[next[node]]) {
            int arc = next[node];
            int to = head[arc];
            if (room[arc] > 0 && !onWay[to] && isOnTheShortest(arc, node, to)) {
                long sent = push(to, sink, Math.min(most, room[arc]));
                if (sent > 0) {
                    room[arc] -= sent;
                    room[arc ^ 1] += sent;
                    onWay[node] = false;
                    return sent;
                }
            }
        }
        onWay[node] = false;
        return 0;
    }

    private boolean isOnTheShortest(int arc, int from, int to) {
        return cost[arc] + potential[from] - potential[to] == 0
                && tie[arc] + tiePotential[from] - tiePotential[to] == 0;
    }
}
