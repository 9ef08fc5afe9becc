package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import energy.peerwatt.orderbook.clearing.domain.flow.Alternatives;
import energy.peerwatt.orderbook.clearing.domain.flow.Desk;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who could trade with whom, by parties: orders that nobody can tell apart are one party. */
final class PairMarket {
    private final OrderTable table;
    private final boolean byLimit;
    private final long[] offered;
    private final List<Party> parties = new ArrayList<>();
    private final List<Lot> lots = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<Party, Integer> numbers = new HashMap<>();

    /**
     * A selling and a buying party that may trade.
     *
     * @param fee of the way and of the buyer's zone, micro-currency per kWh
     * @param distance number of edges on the way
     */
    record Lane(int seller, int buyer, long fee, int distance) {}

    /** A market of parties that are alike in everything but what they ask or pay. */
    PairMarket(Desk desk, Alternatives alternatives) {
        this(desk, alternatives, false);
    }

    /**
     * @param byLimit whether parties differ by what they ask or pay, too; then no lane is without a gain, so that nobody
     *     trades at a loss only to make room on an edge for others
     */
    PairMarket(Desk desk, Alternatives alternatives, boolean byLimit) {
        this.table = desk.table();
        this.byLimit = byLimit;
        this.offered = new long[table.size()];
        Set<String> notable = new HashSet<>();
        Set<String> asked = new HashSet<>();
        Map<String, Boolean> sides = new HashMap<>();
        boolean byBuilding = false;
        for (int i = 0; i < offered.length; i++) {
            offered[i] = table.isForTheMarket(i) ? desk.left(i) : 0;
            if (offered[i] > 0) {
                for (Preference preference : table.order(i).preferences()) {
                    notable.addAll(preference.partners());
                    byBuilding |= preference.maxTier() == Tier.BUILDING;
                    if (!table.sells(i)) {
                        asked.addAll(preference.sources());
                    }
                }
                Boolean other = sides.putIfAbsent(table.order(i).account(), table.sells(i));
                if (other != null && other != table.sells(i)) {
                    notable.add(table.order(i).account());
                }
            }
        }
        for (int i = 0; i < offered.length; i++) {
            for (int k = 0; offered[i] > 0 && k < alternatives.count(i); k++) {
                if (alternatives.canFit(i, k)) {
                    addLot(i, k, alternatives, byBuilding, notable, asked);
                }
            }
        }
        for (int seller = 0; seller < parties.size(); seller++) {
            for (int buyer = 0; buyer < parties.size(); buyer++) {
                addLane(seller, buyer);
            }
        }
    }

    /** Whether it matters in a market who trades with whom; otherwise the zone tree is enough. */
    static boolean matters(Desk desk) {
        OrderTable table = desk.table();
        AccountSet sellers = new AccountSet(table);
        for (int i = 0; i < table.size(); i++) {
            if (desk.left(i) > 0 && table.isForTheMarket(i)) {
                if (table.isChoosy(i)) {
                    return true;
                }
                if (table.sells(i)) {
                    sellers.addAccountOf(i);
                }
            }
        }
        for (int i = 0; i < table.size(); i++) {
            if (!table.sells(i) && desk.left(i) > 0 && sellers.hasAccountOf(i)) {
                return true;
            }
        }
        return false;
    }

    private void addLot(
            int order,
            int alternative,
            Alternatives alternatives,
            boolean byBuilding,
            Set<String> notable,
            Set<String> asked) {
        Preference terms = alternatives.terms(order, alternative);
        Integer building = byBuilding && table.building(order) != OrderTable.NOWHERE ? table.building(order) : null;
        Party alike = Party.of(table.order(order), table.zone(order), building, terms, notable, asked);
        Party party = byLimit
                ? alike.withLimit(alternatives.limit(order, alternative), alternatives.count(order) > 1 ? order : null)
                : alike;
        Integer number = numbers.putIfAbsent(party, parties.size());
        if (number == null) {
            number = parties.size();
            parties.add(party);
        }
        long wh = Math.min(offered[order], alternatives.left(order, alternative));
        lots.add(new Lot(order, alternative, number, alternatives.limit(order, alternative), wh));
    }

    private void addLane(int seller, int buyer) {
        Party from = parties.get(seller);
        Party to = parties.get(buyer);
        ZoneTree tree = table.tree();
        if (!from.sells() || to.sells() || !tree.connects(from.zone(), to.zone()) || !from.suits(to, tree)) {
            return;
        }
        long fee = tree.fee(from.zone(), to.zone());
        if (from.limit() == null || to.limit() == null || to.limit() >= from.limit() + fee) {
            lanes.add(new Lane(seller, buyer, fee, tree.distance(from.zone(), to.zone())));
        }
    }

    /** How large a tableau would be, if parties were told apart by their limits too and any two could trade. */
    long cellsByLimit() {
        Set<List<Long>> sellers = new HashSet<>();
        Set<List<Long>> buyers = new HashSet<>();
        for (Lot lot : lots) {
            boolean several = !table.order(lot.order()).preferences().isEmpty();
            (sells(lot) ? sellers : buyers)
                    .add(List.of((long) lot.party(), lot.limit(), several ? (long) lot.order() : -1));
        }
        return (sellers.size() + buyers.size()) * (long) sellers.size() * buyers.size();
    }

    /** What a Wh by a lane adds to the welfare, where parties are told apart by their limits. */
    long gain(Lane lane) {
        Long ask = parties.get(lane.seller).limit();
        Long bid = parties.get(lane.buyer).limit();
        if (ask == null || bid == null) {
            throw new IllegalStateException("parties have no limit of their own in this market");
        }
        return bid - ask - lane.fee;
    }

    /** A division of what lanes carry among the lots of the parties, the first ones first. */
    long[] lotsOf(long[] ofLanes) {
        long[] open = new long[parties.size()];
        for (int i = 0; i < ofLanes.length; i++) {
            open[lanes.get(i).seller] += ofLanes[i];
            open[lanes.get(i).buyer] += ofLanes[i];
        }
        long[] ofLots = new long[lots.size()];
        for (int i = 0; i < ofLots.length; i++) {
            ofLots[i] = Math.min(open[lots.get(i).party()], lots.get(i).wh());
            open[lots.get(i).party()] -= ofLots[i];
        }
        return ofLots;
    }

    OrderTable table() {
        return table;
    }

    /** Wh that each order brings, by its number. */
    long[] offered() {
        return offered;
    }

    List<Party> parties() {
        return parties;
    }

    /** Number of the first party that is alike in everything but its limit, by party. */
    int[] alike() {
        Map<Party, Integer> firsts = new HashMap<>();
        int[] alike = new int[parties.size()];
        for (int i = 0; i < alike.length; i++) {
            Integer first = firsts.putIfAbsent(parties.get(i).withoutLimit(), i);
            alike[i] = first == null ? i : first;
        }
        return alike;
    }

    List<Lot> lots() {
        return lots;
    }

    List<Lane> lanes() {
        return lanes;
    }

    /** What decides between plans that are equal in all that counts. */
    PairTies ties() {
        return PairTies.of(table, lots, lanes);
    }

    boolean sells(Lot lot) {
        return parties.get(lot.party()).sells();
    }
}
