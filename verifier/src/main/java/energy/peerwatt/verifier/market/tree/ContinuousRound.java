package energy.peerwatt.verifier.market.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A round in which orders meet as they come. For each that comes, all ways in which it could trade with those that stand are
 * ranked once; then always the first way that is open is taken, until none is.
 *
 * @param fills in the order in which they met
 * @param sent by id of the zone, what it sends to its parent, Wh, net
 * @param indicative only if nothing trades
 */
public record ContinuousRound(
        List<Fill> fills, Map<String, Long> sent, @Nullable Long indicative) {

    /**
     * @param atTheAsk whether the seller's limit is the price; else that of the order that stood
     * @throws IllegalArgumentException if the zones are no tree or an order is of none of them
     */
    public static ContinuousRound clear(List<Zone> zones, List<Order> orders, boolean atTheAsk) {
        Grid grid = new Grid(zones, orders.stream().map(Order::offer).toList());
        Meeting meeting = new Meeting(grid, orders, atTheAsk);
        orders.stream().sorted(Comparator.comparingLong(Order::arrival)).forEach(meeting::arrive);
        Long indicative = meeting.fills.isEmpty()
                ? new PairReach(grid, meeting.book, new PairBook(grid, meeting.book, orders, false)).indicative()
                : null;
        return new ContinuousRound(meeting.fills, meeting.book.sent(), indicative);
    }

    /**
     * A way in which two orders could trade: by one alternative of each.
     *
     * @param place of the order that stands among those that do
     * @param edges between the two
     */
    private record Way(Order sell, Order buy, int sellBy, int buyBy, long fee, int edges, int place) {
        long ask() {
            return sell.alternatives().get(sellBy).limit();
        }

        long bid() {
            return buy.alternatives().get(buyBy).limit();
        }

        boolean gains() {
            return bid() - fee >= ask();
        }

        boolean isAtHome() {
            String building = sell.offer().building();
            return building != null
                    && building.equals(buy.offer().building())
                    && sell.offer().zone().equals(buy.offer().zone());
        }
    }

    /** The orders that stand, while others come. */
    private static final class Meeting {
        private static final Comparator<Way> NEAREST_THEN_OLDEST = Comparator.<Way>comparingInt(
                        way -> way.isAtHome() ? 0 : 1)
                .thenComparingInt(Way::edges)
                .thenComparingInt(Way::place);
        /** For who buys. */
        private static final Comparator<Way> CHEAPEST_FIRST =
                Comparator.<Way>comparingLong(way -> way.ask() + way.fee()).thenComparing(NEAREST_THEN_OLDEST);
        /** For who sells. */
        private static final Comparator<Way> DEAREST_FIRST =
                Comparator.<Way>comparingLong(way -> way.fee() - way.bid()).thenComparing(NEAREST_THEN_OLDEST);

        private final Grid grid;
        private final EarlyTrades book;
        private final boolean atTheAsk;
        private final List<Order> standing = new ArrayList<>();
        private final List<Fill> fills = new ArrayList<>();

        Meeting(Grid grid, List<Order> orders, boolean atTheAsk) {
            this.grid = grid;
            this.book = EarlyTrades.none(grid, orders);
            this.atTheAsk = atTheAsk;
        }

        void arrive(Order order) {
            if (order.directBuyOf() != null) {
                buy(order);
            } else {
                List<Way> ways = ways(order);
                for (Way way = firstOpen(ways); way != null; way = firstOpen(ways)) {
                    boolean sellerStood = way.buy().equals(order);
                    long price = atTheAsk || sellerStood ? way.ask() : way.bid() - way.fee();
                    trade(Fill.Step.CONTINUOUS, way, open(way), price);
                }
                standing.add(order);
            }
            standing.removeIf(each -> book.left(each) == 0);
        }

        /** All it wants or nothing, unless it says how little is enough; at the ask. */
        private void buy(Order order) {
            for (Order offer : List.copyOf(standing)) {
                if (offer.offer().sells() && offer.offer().id().equals(order.directBuyOf())) {
                    Way way = firstOpen(between(offer, order, 0));
                    if (way != null && open(way) >= order.enough()) {
                        trade(Fill.Step.DIRECT_BUY, way, open(way), way.ask());
                    }
                }
            }
        }

        private List<Way> ways(Order order) {
            List<Way> ways = new ArrayList<>();
            for (int place = 0; place < standing.size(); place++) {
                Order other = standing.get(place);
                if (other.offer().sells() != order.offer().sells()) {
                    ways.addAll(order.offer().sells() ? between(order, other, place) : between(other, order, place));
                }
            }
            ways.sort(order.offer().sells() ? DEAREST_FIRST : CHEAPEST_FIRST);
            return ways;
        }

        private List<Way> between(Order sell, Order buy, int place) {
            Node from = grid.node(sell.offer().zone());
            Node to = grid.node(buy.offer().zone());
            List<Way> ways = new ArrayList<>();
            if (sell.account().equals(buy.account()) || from.root() != to.root()) {
                return ways;
            }
            long fee = Grid.fee(from, to);
            int edges = Grid.way(from, to).size();
            for (int i = 0; i < sell.alternatives().size(); i++) {
                for (int j = 0; j < buy.alternatives().size(); j++) {
                    Way way = new Way(sell, buy, i, j, fee, edges, place);
                    if (book.fits(sell, i, buy) && book.fits(buy, j, sell) && way.gains()) {
                        ways.add(way);
                    }
                }
            }
            return ways;
        }

        private @Nullable Way firstOpen(List<Way> ways) {
            for (Way way : ways) {
                long wh = open(way);
                if (wh > 0 && isEnough(way.sell(), wh) && isEnough(way.buy(), wh)) {
                    return way;
                }
            }
            return null;
        }

        /** Not less than its smallest fill, but for its last rest. A direct buy says itself what is enough. */
        private boolean isEnough(Order order, long wh) {
            return order.directBuyOf() != null || wh >= Math.min(order.enough(), book.left(order));
        }

        /** What passes by a way; nothing as long as a better alternative of either has something left for the other. */
        private long open(Way way) {
            if (isBehind(way.sell(), way.buy(), way.sellBy()) || isBehind(way.buy(), way.sell(), way.buyBy())) {
                return 0;
            }
            return Math.min(
                    book.room(way.sell(), way.buy()),
                    Math.min(book.left(way.sell(), way.sellBy()), book.left(way.buy(), way.buyBy())));
        }

        private boolean isBehind(Order order, Order partner, int choice) {
            List<Choice> choices = order.alternatives();
            long limit = choices.get(choice).limit();
            for (int k = 0; k < choices.size(); k++) {
                long better = order.offer().sells()
                        ? limit - choices.get(k).limit()
                        : choices.get(k).limit() - limit;
                if ((better > 0 || better == 0 && k < choice)
                        && book.fits(order, k, partner)
                        && book.left(order, k) > 0) {
                    return true;
                }
            }
            return false;
        }

        private void trade(Fill.Step step, Way way, long wh, long price) {
            book.book(new EarlyTrades.Trade(
                    step, way.sell(), way.buy(), wh, way.ask(), way.bid(), way.sellBy(), way.buyBy()));
            fills.add(new Fill(
                    way.sell().offer(),
                    way.buy().offer(),
                    wh,
                    price,
                    way.fee(),
                    0,
                    way.ask(),
                    way.bid(),
                    step,
                    way.sell().placeOf(way.sellBy()),
                    way.buy().placeOf(way.buyBy())));
        }
    }
}
