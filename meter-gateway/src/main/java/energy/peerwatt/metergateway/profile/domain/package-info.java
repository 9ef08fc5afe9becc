/** A register map and what its points mean. */
@NullMarked
package energy.peerwatt.metergateway.profile.domain;

import org.jspecify.annotations.NullMarked;
