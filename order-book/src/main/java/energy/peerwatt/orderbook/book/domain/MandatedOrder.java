package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.OrderLeaf;
import energy.peerwatt.messages.id.AccountId;

/**
 * An order that was placed under a mandate.
 *
 * @param leaf as the agent signed it, whatever has been traded or cancelled of it since
 */
public record MandatedOrder(AccountId account, OrderLeaf leaf) {}
