/** Slots and market time. */
@NullMarked
package energy.peerwatt.messages.time;

import org.jspecify.annotations.NullMarked;
