/** The intake's scenarios once, small, and what their checks find. */
@NullMarked
package energy.peerwatt.benchmarks.intake;

import org.jspecify.annotations.NullMarked;
