package energy.peerwatt.verifier.market.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who trades with whom once it is known how much everybody trades: from the bottom of the trees to their roots, whoever
 * can meet in a zone does; first those of one building, then those of the zone, then those from farther down, the nearer
 * first; the cheaper seller and the dearer buyer first, equals by id.
 */
final class Pairs {
    private final Map<Offer, Long> open = new HashMap<>();
    private final List<Pair> pairs = new ArrayList<>();

    /** A seller's and a buyer's order with the Wh between them. */
    record Pair(Offer sell, Offer buy, long wh) {}

    /** Equal names in two zones are two buildings. */
    private record Home(String zone, @Nullable String building) {
        static Home of(Offer offer) {
            return new Home(offer.zone(), offer.building());
        }
    }

    /** An order and how many edges it is away. */
    private record Present(Offer offer, int distance) {
        private static final Comparator<Present> NEAREST =
                Comparator.comparingInt(Present::distance).thenComparing(Present::offer, BEST_FIRST);
    }

    private static final Comparator<Offer> BEST_FIRST = Comparator.<Offer>comparingLong(
                    offer -> offer.sells() ? offer.limit() : -offer.limit())
            .thenComparing(Offer::id);

    /** By id of the seller's order, then of the buyer's. */
    static List<Pair> of(Grid grid, Plan plan) {
        Pairs all = new Pairs();
        for (Node node : grid.nodes()) {
            node.offers().forEach(offer -> all.open.put(offer, plan.traded(offer)));
        }
        grid.nodes().stream().filter(node -> node.parent() == null).forEach(all::meet);
        return all.pairs.stream()
                .sorted(Comparator.comparing((Pair pair) -> pair.sell().id())
                        .thenComparing(pair -> pair.buy().id()))
                .toList();
    }

    /** @return those who found nobody, in and below the zone */
    private List<Present> meet(Node node) {
        List<Present> present = new ArrayList<>();
        node.offers().forEach(offer -> present.add(new Present(offer, 0)));
        for (Node child : node.children()) {
            meet(child).forEach(left -> present.add(new Present(left.offer(), left.distance() + 1)));
        }
        present.removeIf(one -> isDone(one.offer()));
        present.sort(Present.NEAREST);
        List<Offer> sellers =
                present.stream().map(Present::offer).filter(Offer::sells).toList();
        List<Offer> buyers = present.stream()
                .map(Present::offer)
                .filter(offer -> !offer.sells())
                .toList();
        meetInBuildings(sellers, buyers);
        meetInOrder(sellers, buyers);
        present.removeIf(one -> isDone(one.offer()));
        return present;
    }

    private void meetInBuildings(List<Offer> sellers, List<Offer> buyers) {
        Map<Home, List<Offer>> homes = new HashMap<>();
        buyers.forEach(buyer ->
                homes.computeIfAbsent(Home.of(buyer), home -> new ArrayList<>()).add(buyer));
        for (Offer seller : sellers) {
            if (seller.building() != null) {
                homes.getOrDefault(Home.of(seller), List.of()).forEach(buyer -> trade(seller, buyer));
            }
        }
    }

    private void meetInOrder(List<Offer> sellers, List<Offer> buyers) {
        int next = 0;
        for (Offer seller : sellers) {
            while (left(seller) > 0 && next < buyers.size()) {
                trade(seller, buyers.get(next));
                next += isDone(buyers.get(next)) ? 1 : 0;
            }
        }
    }

    private boolean isDone(Offer offer) {
        return left(offer) == 0;
    }

    private long left(Offer offer) {
        return open.getOrDefault(offer, 0L);
    }

    private void trade(Offer seller, Offer buyer) {
        long wh = Math.min(left(seller), left(buyer));
        if (wh > 0) {
            open.merge(seller, -wh, Long::sum);
            open.merge(buyer, -wh, Long::sum);
            pairs.add(new Pair(seller, buyer, wh));
        }
    }
}
