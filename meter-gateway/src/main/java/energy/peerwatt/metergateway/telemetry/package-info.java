/** What a home does now, every few seconds. */
@NullMarked
package energy.peerwatt.metergateway.telemetry;

import org.jspecify.annotations.NullMarked;
