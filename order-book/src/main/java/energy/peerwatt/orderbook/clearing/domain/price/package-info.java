/** What it costs: the prices at which nobody wants to trade more, and the rule that picks one of them. */
@NullMarked
package energy.peerwatt.orderbook.clearing.domain.price;

import org.jspecify.annotations.NullMarked;
