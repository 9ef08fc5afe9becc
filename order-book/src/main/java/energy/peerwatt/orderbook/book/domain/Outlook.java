package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What rounds of slots would give if they were held now; nothing changes by it. */
public final class Outlook {
    private final BookContents book;
    private final MarketTerms terms;
    private final Instant now;

    /** @param state with all orders of the slots that will be asked for, and their members */
    public Outlook(CommunityState state, MarketTerms terms, Instant now) {
        this.book = new BookContents(state);
        this.terms = terms;
        this.now = now;
    }

    /** Those that would take part now: neither too early nor over. */
    public List<Order> orders(Slot slot) {
        return book.orders.of(slot).stream()
                .filter(order -> order.terms().holdsAt(now) && !order.terms().isOverAt(now))
                .toList();
    }

    /** When the next order begins to take part or stops, of all that were asked for; empty if none does. */
    public Optional<Instant> turn() {
        return book.orders.all().stream()
                .flatMap(order ->
                        Stream.of(order.terms().validFrom(), order.terms().validUntil()))
                .filter(Objects::nonNull)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    public ClearingResult round(Slot slot) {
        return Sealing.ofAll(book, terms, slot, orders(slot), false).line().result();
    }
}
