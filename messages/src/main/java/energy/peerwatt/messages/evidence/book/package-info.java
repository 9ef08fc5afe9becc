/** A sealed book over a tree of zones and what its clearing gave, as they are hashed and published. */
@NullMarked
package energy.peerwatt.messages.evidence.book;

import org.jspecify.annotations.NullMarked;
