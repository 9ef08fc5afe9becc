package energy.peerwatt.orderbook.continuous.domain;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;

/** How much rests at a price. */
public record PriceLevel(Price price, Energy energy) {}
