/** Which devices this gateway reads. */
@NullMarked
package energy.peerwatt.metergateway.device;

import org.jspecify.annotations.NullMarked;
