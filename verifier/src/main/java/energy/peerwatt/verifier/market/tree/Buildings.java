package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.verifier.market.Shares;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Of a zone's orders at the price that is served in part, those come first whose building has somebody on the other side.
 */
final class Buildings {
    private final Level level;
    private final List<Offer> equals;
    private final Map<Offer, Long> traded;

    /** Orders that nothing but their building and their tie tells apart. */
    private record Level(boolean sells, long price) {
        static Level of(Offer offer) {
            return new Level(offer.sells(), offer.price());
        }
    }

    private Buildings(Level level, List<Offer> equals, Map<Offer, Long> traded) {
        this.level = level;
        this.equals = equals;
        this.traded = traded;
    }

    /** Divides what the orders of that price trade together anew, if any of them has such a neighbour. */
    static void prefer(List<Offer> offers, Map<Offer, Long> traded) {
        offers.stream().collect(Collectors.groupingBy(Level::of)).forEach((level, equals) -> {
            Buildings buildings = new Buildings(level, equals, traded);
            if (buildings.volume() > 0 && buildings.volume() < sum(sizes(equals))) {
                buildings.prefer(buildings.firstClaims(offers));
            }
        });
    }

    private long volume() {
        return equals.stream()
                .mapToLong(offer -> traded.getOrDefault(offer, 0L))
                .sum();
    }

    private void prefer(long[] firstClaims) {
        long volume = volume();
        long neighbourly = Math.min(volume, sum(firstClaims));
        if (neighbourly == 0) {
            return;
        }
        long[] first = split(neighbourly, equals, firstClaims);
        long[] open = sizes(equals);
        for (int i = 0; i < open.length; i++) {
            open[i] -= first[i];
        }
        long[] rest = split(volume - neighbourly, equals, open);
        for (int i = 0; i < open.length; i++) {
            traded.put(equals.get(i), first[i] + rest[i]);
        }
    }

    /** What each order could trade inside its building; within a building in proportion. */
    private long[] firstClaims(List<Offer> offers) {
        long[] claims = new long[equals.size()];
        wantedByNeighbours(offers).forEach((building, wanted) -> {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < claims.length; i++) {
                if (building.equals(equals.get(i).building())) {
                    places.add(i);
                }
            }
            List<Offer> here = places.stream().map(equals::get).toList();
            long[] parts = split(Math.min(wanted, sum(sizes(here))), here, sizes(here));
            for (int i = 0; i < parts.length; i++) {
                claims[places.get(i)] = parts[i];
            }
        });
        return claims;
    }

    /** By building: what its orders of the other side trade beyond what its others of this side already do. */
    private Map<String, Long> wantedByNeighbours(List<Offer> offers) {
        Map<String, Long> wanted = new HashMap<>();
        for (Offer offer : offers) {
            @Nullable String building = offer.building();
            if (building != null && !Level.of(offer).equals(level)) {
                long wh = traded.getOrDefault(offer, 0L);
                wanted.merge(building, offer.sells() == level.sells() ? -wh : wh, Long::sum);
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

    private static long sum(long[] parts) {
        return LongStream.of(parts).sum();
    }
}
