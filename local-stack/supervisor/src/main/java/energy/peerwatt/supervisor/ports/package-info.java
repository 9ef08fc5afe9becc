/** Which ports the stack listens on, and whether they are free. */
@NullMarked
package energy.peerwatt.supervisor.ports;

import org.jspecify.annotations.NullMarked;
