package energy.peerwatt.orderbook.clearing.domain.flow;

import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says who trades with whom once it is known how much everybody trades: in the same building, else in the same zone,
 * else over the shortest way; the cheaper seller and the dearer buyer first, equals by id. Nobody's price depends on it.
 */
public final class Pairing {
    private final OrderTable table;
    private final Allocation allocation;
    private final long[] open;
    private final List<List<Integer>> sellersFromBelow = new ArrayList<>();
    private final List<List<Integer>> buyersFromBelow = new ArrayList<>();
    private final List<Match> matches = new ArrayList<>();

    private Pairing(Desk desk, Allocation allocation) {
        this.table = desk.table();
        this.allocation = allocation;
        this.open = allocation.filled().clone();
        for (int z = 0; z < table.tree().size(); z++) {
            sellersFromBelow.add(new ArrayList<>());
            buyersFromBelow.add(new ArrayList<>());
        }
    }

    /** Puts the matches of an allocation on the desk. */
    public static void settle(Desk desk, Allocation allocation) {
        Pairing pairing = new Pairing(desk, allocation);
        int[] down = pairing.table.tree().downwards();
        for (int i = down.length - 1; i >= 0; i--) {
            pairing.meet(down[i]);
        }
        for (int z = 0; z < down.length; z++) {
            desk.flows().addUp(z, allocation.up(z));
        }
        desk.settle(pairing.matches);
    }

    /** Whoever can meet in a zone does; who is left goes on to the parent. */
    private void meet(int zone) {
        int[] selling = present(
                allocation.asks()[zone], sellersFromBelow.get(zone), Comparator.comparingLong(table::worth), zone);
        int[] buying = present(
                allocation.bids()[zone],
                buyersFromBelow.get(zone),
                Comparator.comparingLong(i -> -table.worth(i)),
                zone);
        meetInBuildings(selling, buying);
        meetInOrder(selling, buying);
        int parent = table.tree().parent(zone);
        if (parent != ZoneTree.NONE) {
            Arrays.stream(selling).filter(i -> open[i] > 0).forEach(sellersFromBelow.get(parent)::add);
            Arrays.stream(buying).filter(i -> open[i] > 0).forEach(buyersFromBelow.get(parent)::add);
        }
    }

    /** Those of the zone that trade, then those from farther down, the nearer first. */
    private int[] present(int[] own, List<Integer> fromBelow, Comparator<Integer> best, int zone) {
        int[] present = new int[own.length + fromBelow.size()];
        int count = 0;
        for (int i : own) {
            if (open[i] > 0) {
                present[count++] = i;
            }
        }
        fromBelow.sort(Comparator.comparingInt((Integer i) -> table.tree().distance(table.zone(i), zone))
                .thenComparing(best)
                .thenComparingInt(i -> i));
        for (int i : fromBelow) {
            present[count++] = i;
        }
        return Arrays.copyOf(present, count);
    }

    private void meetInBuildings(int[] selling, int[] buying) {
        int[] sellers = byBuilding(selling);
        int[] buyers = sellers.length == 0 ? sellers : byBuilding(buying);
        int s = 0;
        int b = 0;
        while (s < sellers.length && b < buyers.length) {
            int side = Integer.compare(table.building(sellers[s]), table.building(buyers[b]));
            if (side == 0) {
                match(sellers[s], buyers[b]);
            }
            // Read before one of them moves on.
            boolean nextSeller = side < 0 || side == 0 && open[sellers[s]] == 0;
            boolean nextBuyer = side > 0 || side == 0 && open[buyers[b]] == 0;
            s += nextSeller ? 1 : 0;
            b += nextBuyer ? 1 : 0;
        }
    }

    private int[] byBuilding(int[] orders) {
        IntStream somewhere = Arrays.stream(orders).filter(i -> table.building(i) != OrderTable.NOWHERE);
        return somewhere
                .boxed()
                .sorted(Comparator.comparingInt(table::building))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void meetInOrder(int[] selling, int[] buying) {
        int s = 0;
        int b = 0;
        while (s < selling.length && b < buying.length) {
            int seller = selling[s];
            int buyer = buying[b];
            match(seller, buyer);
            s += open[seller] == 0 ? 1 : 0;
            b += open[buyer] == 0 ? 1 : 0;
        }
    }

    private void match(int seller, int buyer) {
        long wh = Math.min(open[seller], open[buyer]);
        if (wh > 0) {
            open[seller] -= wh;
            open[buyer] -= wh;
            matches.add(new Match(
                    Match.Step.AUCTION, seller, buyer, wh, table.worth(seller), table.worth(buyer), Match.ZONE_PRICE));
        }
    }
}
