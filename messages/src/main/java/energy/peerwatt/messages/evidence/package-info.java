/** Every byte that is hashed or signed. A change is a new version, never an edit; the vectors under src/test/resources hold them still. */
@NullMarked
package energy.peerwatt.messages.evidence;

import org.jspecify.annotations.NullMarked;
