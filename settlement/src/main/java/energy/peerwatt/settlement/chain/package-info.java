/** The chain: what happened there, and what settlement sends there. */
@NullMarked
package energy.peerwatt.settlement.chain;

import org.jspecify.annotations.NullMarked;
