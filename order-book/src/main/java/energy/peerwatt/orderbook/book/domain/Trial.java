package energy.peerwatt.orderbook.book.domain;

import java.util.ArrayList;
import java.util.List;

/** Tries orders on a book and takes them back, so that it stands as before: to know what it would say. */
final class Trial {
    private final BookContents book;
    private final Placing placing;

    Trial(BookContents book, Placing placing) {
        this.book = book;
        this.placing = placing;
    }

    /**
     * Whether all of these orders, one after the other, would be taken. It does not try what could trade at once and so
     * could not be taken back: direct buys, and several orders in a continuous market.
     */
    boolean takes(BookCommand.PlaceOrders command) {
        boolean several = command.orders().size() > 1;
        if (several && book.terms().filter(terms -> !terms.continuous()).isEmpty()) {
            return false;
        }
        List<Order> taken = new ArrayList<>();
        try {
            for (OrderDraft draft : command.orders()) {
                if (draft.terms().directBuyOf() != null
                        || !PlacementRules.check(draft, command.issuedAt(), book)
                                .isEmpty()) {
                    return false;
                }
                if (several) {
                    Order order = placing.order(draft, command.issuedAt());
                    placing.take(order, new ArrayList<>());
                    taken.add(order);
                }
            }
            return true;
        } finally {
            taken.reversed().forEach(this::takeBack);
        }
    }

    private void takeBack(Order order) {
        book.orders.remove(order);
        book.changeReservation(
                order.account(), order.slot(), order.reservation().negated(), new ArrayList<>());
    }
}
