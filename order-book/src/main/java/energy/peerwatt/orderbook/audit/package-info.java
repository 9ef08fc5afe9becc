/** Sealed books for auditors. */
@NullMarked
package energy.peerwatt.orderbook.audit;

import org.jspecify.annotations.NullMarked;
