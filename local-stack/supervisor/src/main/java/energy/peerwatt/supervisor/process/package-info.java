/** Processes that are started, kept running and ended, across the death of the supervisor itself. */
@NullMarked
package energy.peerwatt.supervisor.process;

import org.jspecify.annotations.NullMarked;
