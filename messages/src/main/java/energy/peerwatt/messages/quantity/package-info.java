/** Quantities with their units: Wh, W, micro-currency per kWh, nano-currency. The sign convention of the whole system stands here. */
@NullMarked
package energy.peerwatt.messages.quantity;

import org.jspecify.annotations.NullMarked;
