package energy.peerwatt.orderbook.continuous.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;

/**
 * Two orders met.
 *
 * @param taker the side that came; the other one rested
 * @param energy more than 0
 * @param price what the seller receives per kWh
 */
public record Fill(
        OrderId sell, OrderId buy, AccountId seller, AccountId buyer, Side taker, Energy energy, Price price) {}
