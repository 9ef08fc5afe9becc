package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import java.util.Collection;

/** What rounds of slots would give if they were held now; nothing changes by it. */
public final class Outlook {
    private final BookContents book;
    private final MarketTerms terms;

    /** @param state with all orders of the slots that will be asked for, and their members */
    public Outlook(CommunityState state, MarketTerms terms) {
        this.book = new BookContents(state);
        this.terms = terms;
    }

    public Collection<Order> orders(Slot slot) {
        return book.orders.of(slot);
    }

    public ClearingResult round(Slot slot) {
        return Sealing.ofAll(book, terms, slot, book.orders.of(slot), false)
                .line()
                .result();
    }
}
