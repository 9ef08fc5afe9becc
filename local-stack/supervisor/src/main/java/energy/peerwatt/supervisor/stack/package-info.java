/** The parts of the stack, what each is started with, and the order. */
@NullMarked
package energy.peerwatt.supervisor.stack;

import org.jspecify.annotations.NullMarked;
