/** The continuous book against exchange-core, on one stream of commands. */
@NullMarked
package energy.peerwatt.benchmarks.race;

import org.jspecify.annotations.NullMarked;
