/** Reads counters and turns slot boundaries into sealed readings. */
@NullMarked
package energy.peerwatt.metergateway.reading;

import org.jspecify.annotations.NullMarked;
