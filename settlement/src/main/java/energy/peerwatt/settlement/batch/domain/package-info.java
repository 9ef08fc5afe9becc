/** Final slots become batches for the chain. Pure rules. */
@NullMarked
package energy.peerwatt.settlement.batch.domain;

import org.jspecify.annotations.NullMarked;
