/** Second implementation of every byte that is hashed or signed, from docs/evidence.md. */
@NullMarked
package energy.peerwatt.verifier.evidence;

import org.jspecify.annotations.NullMarked;
