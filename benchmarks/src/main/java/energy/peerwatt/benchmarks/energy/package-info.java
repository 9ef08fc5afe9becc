/** Many books at once, as energy markets have them: a book for every zone and delivery slot. */
@NullMarked
package energy.peerwatt.benchmarks.energy;

import org.jspecify.annotations.NullMarked;
