/** The gateway's key and its signatures. */
@NullMarked
package energy.peerwatt.metergateway.seal;

import org.jspecify.annotations.NullMarked;
