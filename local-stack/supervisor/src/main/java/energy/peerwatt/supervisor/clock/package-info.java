/** Market time of the stack: frozen while it stands still, never backwards. */
@NullMarked
package energy.peerwatt.supervisor.clock;

import org.jspecify.annotations.NullMarked;
