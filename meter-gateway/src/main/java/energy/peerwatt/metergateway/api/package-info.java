/** The REST interface. */
@NullMarked
package energy.peerwatt.metergateway.api;

import org.jspecify.annotations.NullMarked;
