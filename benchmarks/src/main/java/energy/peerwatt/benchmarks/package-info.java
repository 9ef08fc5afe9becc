/** Measurements with their result checks: {@code ./peerwatt bench}. */
@NullMarked
package energy.peerwatt.benchmarks;

import org.jspecify.annotations.NullMarked;
