/** Net energy per slot and meter: from sealed registers, and imported for the time before them. */
@NullMarked
package energy.peerwatt.gridservice.history;

import org.jspecify.annotations.NullMarked;
