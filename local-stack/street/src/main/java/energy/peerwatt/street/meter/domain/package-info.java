/** The register map of the Eastron SDM630 three-phase meter. */
@NullMarked
package energy.peerwatt.street.meter.domain;

import org.jspecify.annotations.NullMarked;
