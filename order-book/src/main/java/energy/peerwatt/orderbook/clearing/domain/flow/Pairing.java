package energy.peerwatt.orderbook.clearing.domain.flow;

import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Says who trades with whom once it is known how much everybody trades: in the same building, else in the same zone,
 * else over the shortest way; the cheaper seller and the dearer buyer first, equals by id. Nobody's price depends on it.
 */
public final class Pairing {
    private final OrderTable table;
    private final Allocation allocation;
    private final long[] open;
    private final List<List<Integer>> sellers = new ArrayList<>();
    private final List<List<Integer>> buyers = new ArrayList<>();
    private final List<Match> matches = new ArrayList<>();

    private Pairing(Desk desk, Allocation allocation) {
        this.table = desk.table();
        this.allocation = allocation;
        this.open = allocation.filled().clone();
        for (int z = 0; z < table.tree().size(); z++) {
            sellers.add(new ArrayList<>());
            buyers.add(new ArrayList<>());
        }
    }

    /** Puts the matches of an allocation on the desk. */
    public static void settle(Desk desk, Allocation allocation) {
        Pairing pairing = new Pairing(desk, allocation);
        for (int i = 0; i < pairing.open.length; i++) {
            if (pairing.open[i] > 0) {
                (pairing.table.sells(i) ? pairing.sellers : pairing.buyers)
                        .get(pairing.table.zone(i))
                        .add(i);
            }
        }
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
        List<Integer> selling = sellers.get(zone);
        List<Integer> buying = buyers.get(zone);
        if (!selling.isEmpty() && !buying.isEmpty()) {
            // Those of the zone itself come before those from farther down, which were added behind them by depth.
            selling.sort(Comparator.comparingInt((Integer i) -> table.tree().distance(table.zone(i), zone))
                    .thenComparingLong(table::worth));
            buying.sort(Comparator.comparingInt((Integer i) -> table.tree().distance(table.zone(i), zone))
                    .thenComparingLong(i -> -table.worth(i)));
            meetInBuildings(selling, buying);
            meetInOrder(selling, buying);
        }
        int parent = table.tree().parent(zone);
        if (parent != ZoneTree.NONE) {
            selling.stream().filter(i -> open[i] > 0).forEach(sellers.get(parent)::add);
            buying.stream().filter(i -> open[i] > 0).forEach(buyers.get(parent)::add);
        }
    }

    private void meetInBuildings(List<Integer> selling, List<Integer> buying) {
        List<Integer> sellersSomewhere = selling.stream()
                .filter(i -> table.building(i) != OrderTable.NOWHERE)
                .sorted(Comparator.comparingInt(table::building))
                .toList();
        List<Integer> buyersSomewhere = buying.stream()
                .filter(i -> table.building(i) != OrderTable.NOWHERE)
                .sorted(Comparator.comparingInt(table::building))
                .toList();
        int s = 0;
        int b = 0;
        while (s < sellersSomewhere.size() && b < buyersSomewhere.size()) {
            int seller = sellersSomewhere.get(s);
            int buyer = buyersSomewhere.get(b);
            if (table.building(seller) < table.building(buyer)) {
                s++;
            } else if (table.building(seller) > table.building(buyer)) {
                b++;
            } else {
                match(seller, buyer);
                s += open[seller] == 0 ? 1 : 0;
                b += open[buyer] == 0 ? 1 : 0;
            }
        }
    }

    private void meetInOrder(List<Integer> selling, List<Integer> buying) {
        int s = 0;
        int b = 0;
        while (s < selling.size() && b < buying.size()) {
            int seller = selling.get(s);
            int buyer = buying.get(b);
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
