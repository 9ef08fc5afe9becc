/** Mandates of households, and the key of the agent that trades under them. */
@NullMarked
package energy.peerwatt.orderbook.mandate;

import org.jspecify.annotations.NullMarked;
