/** A gateway that is killed again and again while its broker comes and goes. */
@NullMarked
package energy.peerwatt.metergateway.crash;

import org.jspecify.annotations.NullMarked;
