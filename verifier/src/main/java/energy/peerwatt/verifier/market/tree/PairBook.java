package energy.peerwatt.verifier.market.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who could trade with whom where that matters: orders that nobody can tell apart form a group. */
final class PairBook {
    private final List<Lot> lots = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<Order, Long> left = new HashMap<>();

    /** What tells groups apart; limit and order only where limits bind. */
    private record Key(
            boolean sells,
            String zone,
            @Nullable String account,
            @Nullable String source,
            @Nullable String building,
            List<String> partners,
            List<String> sources,
            @Nullable Integer reach,
            @Nullable Long limit,
            @Nullable String order) {
        Key withoutLimit() {
            return new Key(sells, zone, account, source, building, partners, sources, reach, null, null);
        }
    }

    /**
     * An alternative of an order.
     *
     * @param shared whether its order has only this one, so that it shares with equals
     * @param wh most by it
     */
    record Lot(int number, Order order, int choice, Group group, boolean shared, long limit, long wh) {
        boolean sells() {
            return group.sells();
        }

        String name() {
            return order.offer().id() + "/" + choice;
        }
    }

    /** Orders that nobody can tell apart, by one of their alternatives. */
    static final class Group {
        private final int number;
        private final Node node;
        private final Key key;
        private final int first;
        private final List<Lot> lots = new ArrayList<>();

        /** @param first number of the first group that is alike in everything but the limit */
        private Group(int number, Node node, Key key, int first) {
            this.number = number;
            this.node = node;
            this.key = key;
            this.first = first;
        }

        int number() {
            return number;
        }

        Node node() {
            return node;
        }

        int first() {
            return first;
        }

        List<Lot> lots() {
            return lots;
        }

        boolean sells() {
            return key.sells();
        }

        private boolean reaches(@Nullable Integer reach, Group other) {
            return Choice.reaches(reach, node, key.building(), other.node, other.key.building());
        }

        private boolean suits(Group buyer) {
            Key to = buyer.key;
            return reaches(key.reach(), buyer)
                    && reaches(to.reach(), buyer)
                    && (key.account() == null || !key.account().equals(to.account()))
                    && (key.partners().isEmpty()
                            || to.account() != null && key.partners().contains(to.account()))
                    && (to.partners().isEmpty()
                            || key.account() != null && to.partners().contains(key.account()))
                    && (to.sources().isEmpty()
                            || key.source() != null && to.sources().contains(key.source()));
        }
    }

    /** Two groups that may trade, with the fee and the number of edges between them. */
    record Lane(int number, Group seller, Group buyer, long fee, List<Node> way) {
        /** What a Wh adds to the welfare; of groups with one limit. */
        long gain() {
            return buyer.lots().getFirst().limit() - seller.lots().getFirst().limit() - fee;
        }

        String name() {
            return seller.lots().getFirst().name() + ">"
                    + buyer.lots().getFirst().name();
        }
    }

    /** @param byLimit whether groups differ by their limits, too, so that no lane is without a gain */
    PairBook(Grid grid, EarlyTrades before, List<Order> orders, boolean byLimit) {
        List<Order> open = open(before, orders);
        Set<String> told = new HashSet<>();
        Set<String> asked = new HashSet<>();
        Map<String, Boolean> sides = new HashMap<>();
        boolean homes = false;
        for (Order order : open) {
            order.choices().forEach(choice -> {
                told.addAll(choice.partners());
                asked.addAll(choice.sources());
            });
            homes |= order.choices().stream().anyMatch(choice -> Objects.equals(choice.reach(), Choice.BUILDING));
            Boolean side = sides.putIfAbsent(order.account(), order.offer().sells());
            if (side != null && side != order.offer().sells()) {
                told.add(order.account());
            }
        }
        Map<Key, Group> byKey = new LinkedHashMap<>();
        Map<Key, Integer> firsts = new HashMap<>();
        for (Order order : open) {
            left.put(order, before.left(order));
            List<Choice> choices = order.alternatives();
            for (int k = 0; k < choices.size(); k++) {
                Choice choice = choices.get(k);
                boolean sells = order.offer().sells();
                Key alike = new Key(
                        sells,
                        order.offer().zone(),
                        told.contains(order.account()) ? order.account() : null,
                        sells && order.source() != null && asked.contains(order.source()) ? order.source() : null,
                        homes ? order.offer().building() : null,
                        choice.partners(),
                        choice.sources(),
                        choice.reach(),
                        byLimit ? choice.limit() : null,
                        byLimit && choices.size() > 1 ? order.offer().id() : null);
                Group group = byKey.computeIfAbsent(alike, key -> {
                    int first = firsts.computeIfAbsent(key.withoutLimit(), each -> groups.size());
                    groups.add(new Group(groups.size(), grid.node(key.zone()), key, first));
                    return groups.getLast();
                });
                long wh = Math.min(before.left(order), before.left(order, k));
                Lot lot = new Lot(lots.size(), order, k, group, choices.size() == 1, choice.limit(), wh);
                lots.add(lot);
                group.lots().add(lot);
            }
        }
        for (Group seller : groups) {
            for (Group buyer : groups) {
                addLane(seller, buyer, byLimit);
            }
        }
    }

    private static List<Order> open(EarlyTrades before, List<Order> orders) {
        TreeMap<String, Order> open = new TreeMap<>();
        for (Order order : orders) {
            if (order.isForTheMarket() && before.left(order) > 0) {
                open.put(order.offer().id(), order);
            }
        }
        return List.copyOf(open.values());
    }

    private void addLane(Group seller, Group buyer, boolean byLimit) {
        boolean could = seller.sells()
                && !buyer.sells()
                && seller.node().root() == buyer.node().root();
        if (could && seller.suits(buyer)) {
            Lane lane = new Lane(
                    lanes.size(),
                    seller,
                    buyer,
                    Grid.fee(seller.node(), buyer.node()),
                    Grid.way(seller.node(), buyer.node()));
            if (!byLimit || lane.gain() >= 0) {
                lanes.add(lane);
            }
        }
    }

    /** Whether it matters who trades with whom: somebody chooses, or stands on both sides. */
    static boolean isNeeded(EarlyTrades before, List<Order> orders) {
        Set<String> sellers = new HashSet<>();
        for (Order order : open(before, orders)) {
            if (!order.choices().isEmpty()) {
                return true;
            }
            if (order.offer().sells()) {
                sellers.add(order.account());
            }
        }
        return orders.stream()
                .anyMatch(
                        order -> !order.offer().sells() && before.left(order) > 0 && sellers.contains(order.account()));
    }

    /** How large the search for a plan within limits would be. */
    long size() {
        Set<List<Object>> sellers = new HashSet<>();
        Set<List<Object>> buyers = new HashSet<>();
        for (Lot lot : lots) {
            Object own =
                    lot.order().choices().isEmpty() ? "" : lot.order().offer().id();
            (lot.sells() ? sellers : buyers).add(List.of(lot.group().number(), lot.limit(), own));
        }
        return (sellers.size() + buyers.size()) * (long) sellers.size() * buyers.size();
    }

    /** Wh that an order brings. */
    long left(Order order) {
        return left.getOrDefault(order, 0L);
    }

    /** By id of the order, then by place on its list. */
    List<Lot> lots() {
        return lots;
    }

    List<Group> groups() {
        return groups;
    }

    /** By number of the seller's group, then of the buyer's. */
    List<Lane> lanes() {
        return lanes;
    }
}
