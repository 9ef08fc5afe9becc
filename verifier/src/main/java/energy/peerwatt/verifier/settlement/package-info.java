/** Second implementation of settled quantities and money; plain Java. */
@NullMarked
package energy.peerwatt.verifier.settlement;

import org.jspecify.annotations.NullMarked;
