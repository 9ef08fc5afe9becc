/** Defining and showing markets. */
@NullMarked
package energy.peerwatt.orderbook.market;

import org.jspecify.annotations.NullMarked;
