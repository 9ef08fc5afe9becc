package energy.peerwatt.settlement.quantity;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.settlement.quantity.domain.SlotTrade;

/**
 * A trade with what proves its orders.
 *
 * @param askHash leaf hash of the seller's order
 * @param bidHash leaf hash of the buyer's order
 */
public record TradeLine(SlotTrade trade, Hash32 askHash, Hash32 bidHash) {}
