package energy.peerwatt.cli.clear;

import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings orders into the order of their arrival: by time, equal times as in the file; no time is the time before it. */
final class Arrival {
    private Arrival() {}

    private record Timed(OrderParser order, Instant time) {}

    /** @param auction whether only direct buys are told when they came; nothing else depends on it there */
    static List<BookOrder> inOrder(List<OrderParser> parsers, @Nullable String zoneOfMost, boolean auction) {
        List<Timed> timed = new ArrayList<>();
        Instant last = Instant.MIN;
        for (OrderParser parser : parsers) {
            last = parser.submittedAt() == null ? last : parser.submittedAt();
            timed.add(new Timed(parser, last));
        }
        timed.sort(Comparator.comparing(Timed::time));
        List<BookOrder> orders = new ArrayList<>();
        int next = 0;
        for (Timed each : timed) {
            boolean counts = !auction || each.order.isDirectBuy();
            orders.add(each.order.order(counts ? next++ : 0, zoneOfMost));
        }
        return orders;
    }
}
