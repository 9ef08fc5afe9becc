/** Cleared slots and their settlement. */
@NullMarked
package energy.peerwatt.settlement.quantity;

import org.jspecify.annotations.NullMarked;
