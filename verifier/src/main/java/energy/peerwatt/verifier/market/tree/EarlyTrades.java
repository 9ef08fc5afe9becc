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
    private final Map<Order, long[]> leftOfChoices = new HashMap<>();
    private final long[] sent;
    private final List<Trade> trades = new ArrayList<>();

    /**
     * @param ask what the seller asked in this step, micro-currency per kWh
     * @param bid what the buyer would have paid
     * @param sellBy place of the seller's alternative; -1 for a gift
     * @param buyBy place of the buyer's alternative
     */
    record Trade(Fill.Step step, Order sell, Order buy, long wh, long ask, long bid, int sellBy, int buyBy) {}

    /** What two orders would trade by their best alternatives; 0 Wh if nothing. */
    private record Deal(int sellBy, int buyBy, long ask, long bid, long net, long wh) {
        static final Deal NONE = new Deal(-1, -1, 0, 0, 0, 0);
    }

    private EarlyTrades(Grid grid, List<Order> orders) {
        this.grid = grid;
        this.sells = orders.stream().filter(order -> order.offer().sells()).toList();
        this.buys = orders.stream().filter(order -> !order.offer().sells()).toList();
        this.sent = new long[grid.nodes().size()];
        for (Order order : orders) {
            left.put(order, order.offer().wh());
            leftOfChoices.put(
                    order,
                    order.alternatives().stream()
                            .mapToLong(choice ->
                                    Math.min(choice.most(), order.offer().wh()))
                            .toArray());
        }
    }

    /** Nothing so far; for a round in which orders meet as they come. */
    static EarlyTrades none(Grid grid, List<Order> orders) {
        return new EarlyTrades(grid, orders);
    }

    static EarlyTrades of(Grid grid, List<Order> orders) {
        EarlyTrades early = none(grid, orders);
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

    /** What is left of one of its alternatives. */
    long left(Order order, int choice) {
        return leftOfChoices.getOrDefault(order, new long[0])[choice];
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
                if (sell.offer().id().equals(buy.directBuyOf()) && sell.directBuyOf() == null) {
                    Deal deal = deal(sell, buy, false);
                    if (deal.wh >= buy.enough()) {
                        trade(Fill.Step.DIRECT_BUY, sell, buy, deal);
                    }
                }
            }
        }
    }

    /** To the orders of the receiver that have most left of their limit after the fees. */
    private void gifts() {
        for (Order gift :
                sorted(sells, Comparator.comparing(order -> order.offer().tie()))) {
            List<Order> receivers = buys.stream()
                    .filter(buy -> buy.isForTheMarket() && buy.account().equals(gift.giftTo()))
                    .sorted(Comparator.<Order>comparingLong(buy -> -deal(gift, buy, true).net)
                            .thenComparing(buy -> buy.offer().tie()))
                    .toList();
            for (Order buy : receivers) {
                all(Fill.Step.GIFT, gift, buy);
            }
        }
    }

    /** By one alternative after the other, the best first. */
    private void all(Fill.Step step, Order sell, Order buy) {
        boolean gift = step == Fill.Step.GIFT;
        for (Deal deal = deal(sell, buy, gift); deal.wh > 0; deal = deal(sell, buy, gift)) {
            trade(step, sell, buy, deal);
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
        pairs.forEach(pair -> all(Fill.Step.NOMINATED, pair.sell, pair.buy));
    }

    private static List<Order> sorted(List<Order> orders, Comparator<Order> by) {
        return orders.stream().sorted(by).toList();
    }

    private Node node(Order order) {
        return grid.node(order.offer().zone());
    }

    /** The best alternative of an order for a partner with something left, or -1. */
    private int best(Order order, Order partner) {
        int best = -1;
        List<Choice> choices = order.alternatives();
        for (int k = 0; k < choices.size(); k++) {
            if (left(order, k) > 0 && fits(order, k, partner)) {
                long better = best < 0
                        ? 1
                        : choices.get(k).limit() - choices.get(best).limit();
                best = best < 0 || (order.offer().sells() ? better < 0 : better > 0) ? k : best;
            }
        }
        return best;
    }

    /** Whether an order would trade with a partner by one of its alternatives. */
    boolean fits(Order order, int choice, Order partner) {
        Choice terms = order.alternatives().get(choice);
        return terms.fits(partner)
                && Choice.reaches(
                        terms.reach(),
                        node(order),
                        order.offer().building(),
                        node(partner),
                        partner.offer().building());
    }

    private Deal deal(Order sell, Order buy, boolean gift) {
        int sellBy = gift ? -1 : best(sell, buy);
        int buyBy = best(buy, sell);
        boolean connected = node(sell).root() == node(buy).root();
        if (!gift && sellBy < 0 || buyBy < 0 || !connected || sell.account().equals(buy.account())) {
            return Deal.NONE;
        }
        long fee = Grid.fee(node(sell), node(buy));
        long ask = gift ? 0 : sell.alternatives().get(sellBy).limit();
        boolean atAnyPrice = buy.directBuyOf() != null && buy.unlimited();
        long bid = atAnyPrice ? ask + fee : buy.alternatives().get(buyBy).limit();
        long wh = Math.min(room(sell, buy), left(buy, buyBy));
        wh = gift ? wh : Math.min(wh, left(sell, sellBy));
        return new Deal(sellBy, buyBy, ask, bid, bid - fee, bid - fee < ask ? 0 : wh);
    }

    /** Most that the two can still trade. */
    long room(Order sell, Order buy) {
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

    private void trade(Fill.Step step, Order sell, Order buy, Deal deal) {
        if (deal.wh > 0) {
            book(new Trade(step, sell, buy, deal.wh, deal.ask, deal.bid, deal.sellBy, deal.buyBy));
        }
    }

    void book(Trade trade) {
        long wh = trade.wh;
        left.merge(trade.sell, -wh, Long::sum);
        left.merge(trade.buy, -wh, Long::sum);
        if (trade.sellBy >= 0) {
            leftOfChoices.getOrDefault(trade.sell, new long[0])[trade.sellBy] -= wh;
        }
        leftOfChoices.getOrDefault(trade.buy, new long[0])[trade.buyBy] -= wh;
        List<Node> above = node(trade.sell).upToRoot();
        for (Node edge : Grid.way(node(trade.sell), node(trade.buy))) {
            sent[edge.place()] += above.contains(edge) ? wh : -wh;
        }
        trades.add(trade);
    }
}
