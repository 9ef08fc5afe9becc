package energy.peerwatt.orderbook.book;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;

/**
 * A market whose book this process writes, as it was last stored.
 *
 * @param nextSlot the first slot that is not sealed yet
 */
public record OwnedMarket(CommunityId community, MarketTerms terms, Slot nextSlot) {}
