package energy.peerwatt.orderbook.clearing.domain.step;

import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import energy.peerwatt.orderbook.clearing.domain.book.Rejected;
import energy.peerwatt.orderbook.clearing.domain.flow.Alternatives;
import energy.peerwatt.orderbook.clearing.domain.flow.Desk;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Orders one after the other, the earlier first: each trades with what rests, best price as delivered first, of equal
 * prices the nearer and then the older; what is left of it rests. Own orders are passed over. Looks at every resting
 * order for every trade: plain, for books that people read.
 */
public final class ContinuousTrading {
    private final Desk desk;
    private final OrderTable table;
    private final Counter counter;
    private final DirectBuys directBuys;
    private final ClearingMode mode;
    private final List<Integer> resting = new ArrayList<>();

    public ContinuousTrading(Desk desk, Alternatives alternatives, ClearingMode mode) {
        this.desk = desk;
        this.table = desk.table();
        this.counter = new Counter(desk, alternatives);
        this.directBuys = new DirectBuys(desk, alternatives);
        this.mode = mode;
    }

    public void run() {
        IntStream.range(0, table.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> table.order(i).sequence()))
                .forEach(this::arrive);
    }

    /** Direct buys that could not be carried out, and why. */
    public List<Rejected> refused() {
        return directBuys.refused();
    }

    private void arrive(int order) {
        if (table.order(order).directBuyOf() != null) {
            directBuys.carryOut(order, resting);
        } else {
            trade(order);
            resting.add(order);
        }
        resting.removeIf(i -> desk.left(i) == 0);
    }

    private void trade(int incoming) {
        boolean sells = table.sells(incoming);
        Comparator<Counter.Deal> best = Comparator.comparingLong(
                        (Counter.Deal deal) -> sells ? -deal.net() : deal.ask() + deal.fee())
                .thenComparingInt(deal -> table.areNeighbours(deal.sell(), deal.buy()) ? 0 : 1)
                .thenComparingInt(deal -> table.tree().distance(table.zone(deal.sell()), table.zone(deal.buy())));
        while (true) {
            // The first of equals wins, which is the oldest.
            Counter.Deal next = resting.stream()
                    .filter(other -> table.sells(other) != sells && mayMeet(incoming, other))
                    .map(other -> sells ? counter.deal(incoming, other) : counter.deal(other, incoming))
                    .filter(this::isEnough)
                    .min(best)
                    .orElse(null);
            if (next == null) {
                return;
            }
            counter.trade(next, next.wh(), Match.Step.CONTINUOUS, price(next, incoming));
        }
    }

    /** Most do not, and need no reckoning; whoever has alternatives is asked for each. */
    private boolean mayMeet(int one, int other) {
        int sell = table.sells(one) ? one : other;
        int buy = sell == one ? other : one;
        return table.worth(sell) <= table.worth(buy)
                || !table.order(sell).preferences().isEmpty()
                || !table.order(buy).preferences().isEmpty();
    }

    /** Neither side gets less than its smallest fill, but for the last rest of an order. */
    private boolean isEnough(Counter.Deal deal) {
        return deal.wh() > 0 && isEnough(deal.sell(), deal.wh()) && isEnough(deal.buy(), deal.wh());
    }

    private boolean isEnough(int order, long wh) {
        return wh >= Math.min(table.order(order).minFillWh(), desk.left(order));
    }

    private long price(Counter.Deal deal, int incoming) {
        boolean sellerIsOlder = deal.buy() == incoming;
        return mode == ClearingMode.CONTINUOUS_ASK || sellerIsOlder ? deal.ask() : deal.net();
    }
}
