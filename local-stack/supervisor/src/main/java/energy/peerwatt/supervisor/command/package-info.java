/** The command line. */
@NullMarked
package energy.peerwatt.supervisor.command;

import org.jspecify.annotations.NullMarked;
