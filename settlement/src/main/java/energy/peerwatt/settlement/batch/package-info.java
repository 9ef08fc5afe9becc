/** Batches for the chain. */
@NullMarked
package energy.peerwatt.settlement.batch;

import org.jspecify.annotations.NullMarked;
