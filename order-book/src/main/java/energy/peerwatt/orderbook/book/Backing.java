package energy.peerwatt.orderbook.book;

import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.domain.OrderDraft;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Tells what forecasts back of orders that somebody places by hand. */
public interface Backing {
    /**
     * @param state of the community, with the members whose orders they are
     * @param now market time
     * @return the same orders in the same order, each with what backs it; as they are where the market's terms do not ask
     */
    Uni<List<OrderDraft>> of(CommunityState state, List<OrderDraft> orders, Instant now);
}
