/** Reads an inverter that describes itself. */
@NullMarked
package energy.peerwatt.metergateway.sunspec;

import org.jspecify.annotations.NullMarked;
