/** The gateway between meters and the market: what starts, wires and configures it. */
@NullMarked
package energy.peerwatt.metergateway;

import org.jspecify.annotations.NullMarked;
