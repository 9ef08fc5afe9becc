/** The SunSpec chain of an inverter: models, points, scale factors, and the writable controls. */
@NullMarked
package energy.peerwatt.street.sunspec.domain;

import org.jspecify.annotations.NullMarked;
