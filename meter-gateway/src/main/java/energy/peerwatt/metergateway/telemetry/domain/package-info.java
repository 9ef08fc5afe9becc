/** From a meter's and an inverter's answers to one picture of a home. */
@NullMarked
package energy.peerwatt.metergateway.telemetry.domain;

import org.jspecify.annotations.NullMarked;
