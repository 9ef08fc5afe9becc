/** The whole stack, started as a person starts it. Needs everything built; runs last. */
@NullMarked
package energy.peerwatt.supervisor.endtoend;

import org.jspecify.annotations.NullMarked;
