/** Puts devices into service, step by step, and keeps what every step saw. */
@NullMarked
package energy.peerwatt.metergateway.commission;

import org.jspecify.annotations.NullMarked;
