/** The one clock of a service: market time, which a local stack shares by a file. */
@NullMarked
package energy.peerwatt.kit.time;

import org.jspecify.annotations.NullMarked;
