/** Measured load and production from a CSV file, in place of the synthetic profiles. */
@NullMarked
package energy.peerwatt.street.profile.domain;

import org.jspecify.annotations.NullMarked;
