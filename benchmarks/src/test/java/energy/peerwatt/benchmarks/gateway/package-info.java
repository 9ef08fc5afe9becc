/** The gateway's scenarios once, small, and what their checks find. */
@NullMarked
package energy.peerwatt.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
