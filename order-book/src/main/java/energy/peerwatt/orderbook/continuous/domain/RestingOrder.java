package energy.peerwatt.orderbook.continuous.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;

/**
 * An order that waits.
 *
 * @param energy what is left of it
 */
public record RestingOrder(OrderId id, AccountId account, Price limit, Energy energy) {}
