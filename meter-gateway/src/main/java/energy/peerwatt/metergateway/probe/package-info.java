/** Finds out what answers on a bus, without writing anything. */
@NullMarked
package energy.peerwatt.metergateway.probe;

import org.jspecify.annotations.NullMarked;
