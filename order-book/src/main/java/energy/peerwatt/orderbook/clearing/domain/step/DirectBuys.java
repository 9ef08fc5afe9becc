package energy.peerwatt.orderbook.clearing.domain.step;

import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.Rejected;
import energy.peerwatt.orderbook.clearing.domain.flow.Alternatives;
import energy.peerwatt.orderbook.clearing.domain.flow.Desk;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Buys that take one named offer at its price. All of it or nothing, unless the buy says how little is enough; what is
 * not bought does not rest.
 */
public final class DirectBuys {
    private final Desk desk;
    private final OrderTable table;
    private final Counter counter;
    private final Map<String, Integer> offers = new HashMap<>();
    private final List<Rejected> refused = new ArrayList<>();

    public DirectBuys(Desk desk, Alternatives alternatives) {
        this.desk = desk;
        this.table = desk.table();
        this.counter = new Counter(desk, alternatives);
        boolean any = false;
        for (int i = 0; i < table.size(); i++) {
            any |= table.order(i).directBuyOf() != null;
        }
        for (int i = 0; any && i < table.size(); i++) {
            offers.put(table.order(i).id(), i);
        }
    }

    /** Carries out all of a book, the earlier first. */
    public void all() {
        IntStream.range(0, table.size())
                .filter(i -> table.order(i).directBuyOf() != null)
                .boxed()
                .sorted(Comparator.comparingLong(i -> table.order(i).sequence()))
                .forEach(buy -> carryOut(buy, offers.values()));
    }

    /** Those that could not be carried out, and why. */
    public List<Rejected> refused() {
        return refused;
    }

    /** @param standing the orders that are there to be taken */
    void carryOut(int buy, Collection<Integer> standing) {
        BookOrder order = table.order(buy);
        Integer sell = offers.get(order.directBuyOf());
        if (sell == null || !table.sells(sell) || !standing.contains(sell)) {
            refuse(order, "offer-gone", "directBuyOf", "offer " + order.directBuyOf() + " is not there");
            return;
        }
        Counter.Deal deal = counter.deal(sell, buy);
        long enough = order.minFillWh() > 0 ? order.minFillWh() : order.wh();
        long wh = Math.min(deal.wh(), order.wh());
        boolean enoughForTheOffer = wh >= Math.min(table.order(sell).minFillWh(), desk.left(sell));
        if (wh >= enough && enoughForTheOffer) {
            counter.trade(deal, wh, Match.Step.DIRECT_BUY, deal.ask());
        } else if (order.ownLimit() != null && deal.sellBy() >= 0 && deal.net() < deal.ask()) {
            refuse(
                    order,
                    "limit-too-low",
                    "limit",
                    "offer " + order.directBuyOf() + " costs " + deal.ask() + " and " + deal.fee()
                            + " of fees; the buy pays up to " + deal.bid());
        } else {
            refuse(
                    order,
                    "offer-too-small",
                    "wh",
                    "offer " + order.directBuyOf() + " has " + desk.left(sell) + " Wh left, of which " + wh
                            + " can be had; wanted are " + enough + " or more, and the offer gives "
                            + table.order(sell).minFillWh() + " or more");
        }
    }

    private void refuse(BookOrder order, String code, String field, String message) {
        refused.add(new Rejected(order.id(), List.of(new Rejected.Violation(code, field, message))));
    }
}
