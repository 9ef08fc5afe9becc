/** What the person at the terminal is told. */
@NullMarked
package energy.peerwatt.supervisor.progress;

import org.jspecify.annotations.NullMarked;
