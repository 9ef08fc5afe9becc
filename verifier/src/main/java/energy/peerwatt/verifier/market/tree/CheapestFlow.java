package energy.peerwatt.verifier.market.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A cheapest flow by one shortest way after the other. A cost has three parts, of which the first that differs decides:
 * money, edges, and a weight that is there to leave no two plans equal. Costs below 0 are allowed, circles of them not.
 */
final class CheapestFlow {
    private static final long[] FAR = {Long.MAX_VALUE / 4, 0, 0};

    private final List<List<Arc>> leaving = new ArrayList<>();

    /** One direction of an arc; its twin is the other. */
    static final class Arc {
        private final int from;
        private final int to;
        private final long[] cost;
        private long room;
        private Arc twin = this;

        private Arc(int from, int to, long room, long... cost) {
            this.from = from;
            this.to = to;
            this.room = room;
            this.cost = cost;
        }

        /** What flows over it. */
        long flow() {
            return twin.room;
        }
    }

    int node() {
        leaving.add(new ArrayList<>());
        return leaving.size() - 1;
    }

    Arc arc(int from, int to, long most, long money, long edges, long weight) {
        Arc there = new Arc(from, to, most, money, edges, weight);
        Arc back = new Arc(to, from, 0, -money, -edges, -weight);
        there.twin = back;
        back.twin = there;
        leaving.get(from).add(there);
        leaving.get(to).add(back);
        return there;
    }

    /** Sends from source to sink as long as the next unit costs no money. */
    void run(int source, int sink) {
        for (Arc[] way = shortest(source, sink); way.length > 0; way = shortest(source, sink)) {
            long most = Long.MAX_VALUE;
            for (int at = sink; at != source; at = way[at].from) {
                most = Math.min(most, way[at].room);
            }
            for (int at = sink; at != source; at = way[at].from) {
                way[at].room -= most;
                way[at].twin.room += most;
            }
        }
    }

    /** The arc by which each node is reached; empty if the sink is not, or not without money. */
    private Arc[] shortest(int source, int sink) {
        long[][] cost = new long[leaving.size()][];
        Arrays.fill(cost, FAR);
        Arc[] by = new Arc[cost.length];
        boolean[] waits = new boolean[cost.length];
        Deque<Integer> open = new ArrayDeque<>(List.of(source));
        cost[source] = new long[3];
        while (!open.isEmpty()) {
            int at = open.remove();
            waits[at] = false;
            for (Arc arc : leaving.get(at)) {
                if (arc.room > 0 && isLess(cost[at], arc.cost, cost[arc.to])) {
                    cost[arc.to] =
                            new long[] {cost[at][0] + arc.cost[0], cost[at][1] + arc.cost[1], cost[at][2] + arc.cost[2]
                            };
                    by[arc.to] = arc;
                    if (!waits[arc.to]) {
                        waits[arc.to] = true;
                        open.add(arc.to);
                    }
                }
            }
        }
        return cost[sink][0] > 0 ? new Arc[0] : by;
    }

    private static boolean isLess(long[] start, long[] more, long[] than) {
        for (int i = 0; i < than.length; i++) {
            long sum = start[i] + more[i];
            if (sum != than[i]) {
                return sum < than[i];
            }
        }
        return false;
    }
}
