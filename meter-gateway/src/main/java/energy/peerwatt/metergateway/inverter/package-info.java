/** Reads the inverter of a home, by SunSpec or by its own register map. */
@NullMarked
package energy.peerwatt.metergateway.inverter;

import org.jspecify.annotations.NullMarked;
