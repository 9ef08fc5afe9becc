/** Typed ids. */
@NullMarked
package energy.peerwatt.messages.id;

import org.jspecify.annotations.NullMarked;
