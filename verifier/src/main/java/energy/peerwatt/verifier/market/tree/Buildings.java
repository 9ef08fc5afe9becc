package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.verifier.market.Shares;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of a zone's orders at the price that is served in part, those come first whose building has somebody on the other side.
 */
final class Buildings {
    private final List<Offer> level;
    private final Map<Offer, Long> traded;

    private Buildings(List<Offer> level, Map<Offer, Long> traded) {
        this.level = level;
        this.traded = traded;
    }

    /** Divides what the orders of that price trade together anew, if any of them has such a neighbour. */
    static void prefer(List<Offer> offers, Map<Offer, Long> traded) {
        for (Offer one : offers) {
            List<Offer> level = offers.stream()
                    .filter(other -> other.sells() == one.sells() && other.price() == one.price())
                    .toList();
            long wh = sum(level, traded);
            if (level.getFirst() == one
                    && wh > 0
                    && wh < level.stream().mapToLong(Offer::wh).sum()) {
                new Buildings(level, traded).prefer(offers, wh);
            }
        }
    }

    private void prefer(List<Offer> offers, long wh) {
        Map<String, Long> wanted = wantedByNeighbours(offers);
        long[] first = new long[level.size()];
        wanted.forEach((building, most) -> {
            List<Offer> here = level.stream()
                    .filter(offer -> building.equals(offer.building()))
                    .toList();
            long[] parts =
                    split(Math.min(most, here.stream().mapToLong(Offer::wh).sum()), here, sizes(here));
            for (int i = 0; i < parts.length; i++) {
                first[level.indexOf(here.get(i))] = parts[i];
            }
        });
        long neighbourly = Math.min(wh, sum(first));
        if (neighbourly == 0) {
            return;
        }
        long[] parts = split(neighbourly, level, first);
        long[] left = sizes(level);
        for (int i = 0; i < left.length; i++) {
            left[i] -= parts[i];
        }
        long[] others = split(wh - neighbourly, level, left);
        for (int i = 0; i < left.length; i++) {
            traded.put(level.get(i), parts[i] + others[i]);
        }
    }

    /** By building: what its orders of the other side trade beyond what better ones of this side already supply. */
    private Map<String, Long> wantedByNeighbours(List<Offer> offers) {
        Map<String, Long> wanted = new HashMap<>();
        for (Offer offer : offers) {
            @Nullable String building = offer.building();
            if (building != null && !level.contains(offer)) {
                long wh = traded.getOrDefault(offer, 0L);
                wanted.merge(building, offer.sells() == level.getFirst().sells() ? -wh : wh, Long::sum);
            }
        }
        wanted.values().removeIf(wh -> wh <= 0);
        return wanted;
    }

    private static long[] split(long wh, List<Offer> offers, long[] weights) {
        Comparator<Integer> byTie = Comparator.comparing(i -> offers.get(i).tie());
        return Shares.split(wh, weights, byTie);
    }

    private static long[] sizes(List<Offer> offers) {
        return offers.stream().mapToLong(Offer::wh).toArray();
    }

    private static long sum(List<Offer> offers, Map<Offer, Long> traded) {
        return offers.stream()
                .mapToLong(offer -> traded.getOrDefault(offer, 0L))
                .sum();
    }

    private static long sum(long[] parts) {
        long sum = 0;
        for (long part : parts) {
            sum += part;
        }
        return sum;
    }
}
