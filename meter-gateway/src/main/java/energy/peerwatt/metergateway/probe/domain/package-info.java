/** Reads from a device everything that its profile knows. */
@NullMarked
package energy.peerwatt.metergateway.probe.domain;

import org.jspecify.annotations.NullMarked;
