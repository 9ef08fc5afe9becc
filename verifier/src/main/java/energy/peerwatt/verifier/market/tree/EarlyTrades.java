package energy.peerwatt.verifier.market.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Direct buys, then gifts, then partners who named each other; each within what both have left and the edges carry. */
final class EarlyTrades {
    private final Grid grid;
    private final List<Order> sells;
    private final List<Order> buys;
    private final Map<Order, Long> left = new HashMap<>();
    private final long[] sent;
    private final List<Trade> trades = new ArrayList<>();

    /** Which step brought two orders together. */
    enum Step {
        DIRECT_BUY,
        GIFT,
        NOMINATED
    }

    /** @param ask what the seller asked in this step, micro-currency per kWh */
    record Trade(Step step, Order sell, Order buy, long wh, long ask) {}

    private EarlyTrades(Grid grid, List<Order> orders) {
        this.grid = grid;
        this.sells = orders.stream().filter(order -> order.offer().sells()).toList();
        this.buys = orders.stream().filter(order -> !order.offer().sells()).toList();
        this.sent = new long[grid.nodes().size()];
        orders.forEach(order -> left.put(order, order.offer().wh()));
    }

    static EarlyTrades of(Grid grid, List<Order> orders) {
        EarlyTrades early = new EarlyTrades(grid, orders);
        early.directBuys();
        early.gifts();
        early.nominations();
        return early;
    }

    List<Trade> trades() {
        return trades;
    }

    long left(Order order) {
        return left.getOrDefault(order, 0L);
    }

    /** By id of the zone, what these trades send to its parent, Wh, net. */
    Map<String, Long> sent() {
        Map<String, Long> byZone = new HashMap<>();
        grid.nodes().forEach(node -> byZone.put(node.zone().id(), sent[node.place()]));
        return byZone;
    }

    /** The zone with the limits that these trades leave. */
    Zone left(Zone zone) {
        long up = sent[grid.node(zone.id()).place()];
        return new Zone(
                zone.id(),
                zone.parent(),
                zone.edgeFee(),
                zone.localFee(),
                zone.importLimit() + up,
                zone.exportLimit() - up,
                zone.tie());
    }

    /** The named offer at its price, as much as there is, if that is enough; the earlier first. */
    private void directBuys() {
        for (Order buy : sorted(buys, Comparator.comparingLong(Order::arrival))) {
            for (Order sell : sells) {
                if (sell.offer().id().equals(buy.directBuyOf()) && sell.isForTheMarket()) {
                    long ask = sell.offer().limit();
                    long wh = buy.unlimited() || net(sell, buy) >= ask ? room(sell, buy) : 0;
                    if (wh >= buy.enough()) {
                        trade(Step.DIRECT_BUY, sell, buy, wh, ask);
                    }
                }
            }
        }
    }

    /** To the orders of the receiver that have most left of their limit after the fees. */
    private void gifts() {
        for (Order gift :
                sorted(sells, Comparator.comparing(order -> order.offer().tie()))) {
            List<Order> receivers = sorted(
                    buys,
                    Comparator.<Order>comparingLong(buy -> -net(gift, buy))
                            .thenComparing(buy -> buy.offer().tie()));
            for (Order buy : receivers) {
                if (buy.isForTheMarket() && buy.account().equals(gift.giftTo()) && net(gift, buy) >= 0) {
                    trade(Step.GIFT, gift, buy, room(gift, buy), 0);
                }
            }
        }
    }

    private record Pair(Order sell, Order buy) {
        private static final Comparator<Pair> DEAREST_FIRST = Comparator.<Pair>comparingInt(
                        pair -> pair.sell.rank(pair.buy.account()))
                .thenComparingInt(pair -> pair.buy.rank(pair.sell.account()))
                .thenComparingLong(pair -> pair.sell.offer().limit())
                .thenComparingInt(pair -> areNeighbours(pair.sell.offer(), pair.buy.offer()) ? 0 : 1)
                .thenComparing(pair -> pair.sell.offer().tie())
                .thenComparingLong(pair -> -pair.buy.offer().limit())
                .thenComparing(pair -> pair.buy.offer().tie());

        private static boolean areNeighbours(Offer sell, Offer buy) {
            return sell.building() != null
                    && sell.building().equals(buy.building())
                    && sell.zone().equals(buy.zone());
        }

        boolean isAgreed() {
            boolean named =
                    sell.nominated().contains(buy.account()) || buy.nominated().contains(sell.account());
            return named && sell.agreesTo(buy.account()) && buy.agreesTo(sell.account());
        }
    }

    private void nominations() {
        List<Pair> pairs = new ArrayList<>();
        for (Order sell : sells) {
            for (Order buy : buys) {
                Pair pair = new Pair(sell, buy);
                if (sell.isForTheMarket() && buy.isForTheMarket() && pair.isAgreed()) {
                    pairs.add(pair);
                }
            }
        }
        pairs.sort(Pair.DEAREST_FIRST);
        for (Pair pair : pairs) {
            long ask = pair.sell.offer().limit();
            if (net(pair.sell, pair.buy) >= ask) {
                trade(Step.NOMINATED, pair.sell, pair.buy, room(pair.sell, pair.buy), ask);
            }
        }
    }

    private static List<Order> sorted(List<Order> orders, Comparator<Order> by) {
        return orders.stream().sorted(by).toList();
    }

    private Node node(Order order) {
        return grid.node(order.offer().zone());
    }

    /** What the buyer's limit leaves for the seller. */
    private long net(Order sell, Order buy) {
        return buy.offer().limit() - Grid.fee(node(sell), node(buy));
    }

    /** Most that the two can still trade. */
    private long room(Order sell, Order buy) {
        if (node(sell).root() != node(buy).root() || sell.account().equals(buy.account())) {
            return 0;
        }
        long wh = Math.min(left(sell), left(buy));
        List<Node> above = node(sell).upToRoot();
        for (Node edge : Grid.way(node(sell), node(buy))) {
            long up = sent[edge.place()];
            boolean leaves = above.contains(edge);
            wh = Math.min(
                    wh, leaves ? edge.zone().exportLimit() - up : edge.zone().importLimit() + up);
        }
        return wh;
    }

    private void trade(Step step, Order sell, Order buy, long wh, long ask) {
        if (wh > 0) {
            left.merge(sell, -wh, Long::sum);
            left.merge(buy, -wh, Long::sum);
            List<Node> above = node(sell).upToRoot();
            for (Node edge : Grid.way(node(sell), node(buy))) {
                sent[edge.place()] += above.contains(edge) ? wh : -wh;
            }
            trades.add(new Trade(step, sell, buy, wh, ask));
        }
    }
}
