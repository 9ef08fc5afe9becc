/** Everything somebody needs to recompute the market. */
@NullMarked
package energy.peerwatt.settlement.audit;

import org.jspecify.annotations.NullMarked;
