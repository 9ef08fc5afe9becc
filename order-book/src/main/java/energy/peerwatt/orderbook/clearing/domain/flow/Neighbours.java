package energy.peerwatt.orderbook.clearing.domain.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Among orders of a zone that are equal in price and not all served, those come first whose building has somebody on
 * the other side; what is left is shared in proportion.
 */
final class Neighbours {
    private final OrderTable table;
    private final long[] offered;
    private final long[] filled;

    private Neighbours(OrderTable table, long[] offered, long[] filled) {
        this.table = table;
        this.offered = offered;
        this.filled = filled;
    }

    /** Re-distributes {@code filled} within the level of the zone that is served in part, if there is one. */
    static void prefer(OrderTable table, int[] orders, long[] offered, long[] filled) {
        Neighbours neighbours = new Neighbours(table, offered, filled);
        int marginal = neighbours.servedInPart(orders);
        if (marginal >= 0) {
            neighbours.redistribute(orders, marginal);
        }
    }

    /** An order of the level that is served in part: by itself, or because it got nothing where its equals got all. */
    private int servedInPart(int[] orders) {
        boolean anybodyLivesSomewhere = false;
        for (int i : orders) {
            anybodyLivesSomewhere |= table.building(i) != OrderTable.NOWHERE;
        }
        if (!anybodyLivesSomewhere) {
            return -1;
        }
        // Levels have one with something left and one with something filled; only one level of a zone has both.
        Map<Level, Integer> unfilled = new HashMap<>();
        for (int i : orders) {
            if (filled[i] < offered[i]) {
                unfilled.put(new Level(table.sells(i), table.worth(i)), i);
            }
        }
        for (int i : orders) {
            Integer marginal = unfilled.get(new Level(table.sells(i), table.worth(i)));
            if (filled[i] > 0 && marginal != null) {
                return marginal;
            }
        }
        return -1;
    }

    private record Level(boolean supply, long worth) {}

    private void redistribute(int[] orders, int marginal) {
        boolean supply = table.sells(marginal);
        List<Integer> level = new ArrayList<>();
        Map<Integer, Long> unserved = new HashMap<>();
        long volume = 0;
        for (int i : orders) {
            boolean ofTheLevel = table.sells(i) == supply && table.worth(i) == table.worth(marginal);
            if (ofTheLevel) {
                level.add(i);
                volume += filled[i];
            } else if (table.building(i) != OrderTable.NOWHERE) {
                unserved.merge(table.building(i), table.sells(i) == supply ? -filled[i] : filled[i], Long::sum);
            }
        }
        if (level.size() > 1) {
            long[] first = firstClaims(level, unserved);
            long firstVolume = Math.min(volume, sum(first));
            if (firstVolume == 0) {
                return;
            }
            long[] parts = Rationing.proRata(first, firstVolume, i -> table.tie(level.get(i)));
            long[] rest = new long[parts.length];
            for (int i = 0; i < rest.length; i++) {
                rest[i] = offered[level.get(i)] - parts[i];
            }
            long[] others = Rationing.proRata(rest, volume - firstVolume, i -> table.tie(level.get(i)));
            for (int i = 0; i < rest.length; i++) {
                filled[level.get(i)] = parts[i] + others[i];
            }
        }
    }

    /** What each order of the level could trade inside its building; within a building in proportion. */
    private long[] firstClaims(List<Integer> level, Map<Integer, Long> unserved) {
        Map<Integer, List<Integer>> byBuilding = new HashMap<>();
        for (int k = 0; k < level.size(); k++) {
            if (unserved.getOrDefault(table.building(level.get(k)), 0L) > 0) {
                byBuilding
                        .computeIfAbsent(table.building(level.get(k)), b -> new ArrayList<>())
                        .add(k);
            }
        }
        long[] first = new long[level.size()];
        byBuilding.forEach((building, places) -> {
            long[] claims =
                    places.stream().mapToLong(k -> offered[level.get(k)]).toArray();
            long volume = Math.min(sum(claims), unserved.get(building));
            long[] parts = Rationing.proRata(claims, volume, i -> table.tie(level.get(places.get(i))));
            for (int i = 0; i < parts.length; i++) {
                first[places.get(i)] = parts[i];
            }
        });
        return first;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum = Math.addExact(sum, value);
        }
        return sum;
    }
}
