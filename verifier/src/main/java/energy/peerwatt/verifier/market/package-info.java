/** Second implementation of the call auction; plain Java. */
@NullMarked
package energy.peerwatt.verifier.market;

import org.jspecify.annotations.NullMarked;
