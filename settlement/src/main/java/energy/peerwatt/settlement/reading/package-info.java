/** Sealed readings: kept as they came, used once verified. */
@NullMarked
package energy.peerwatt.settlement.reading;

import org.jspecify.annotations.NullMarked;
