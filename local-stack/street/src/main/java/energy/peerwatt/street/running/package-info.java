/** The street in market time: steps the homes up to now, saves, serves. */
@NullMarked
package energy.peerwatt.street.running;

import org.jspecify.annotations.NullMarked;
