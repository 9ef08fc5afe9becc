/** Every scenario once, small: that the checks check. */
@NullMarked
package energy.peerwatt.benchmarks;

import org.jspecify.annotations.NullMarked;
