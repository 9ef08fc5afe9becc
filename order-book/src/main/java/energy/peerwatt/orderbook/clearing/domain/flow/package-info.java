/** Who trades how much: exact maximum welfare, largest volume among equals, near before far, then shared. */
@NullMarked
package energy.peerwatt.orderbook.clearing.domain.flow;

import org.jspecify.annotations.NullMarked;
