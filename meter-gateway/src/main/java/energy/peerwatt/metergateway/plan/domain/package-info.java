/** Which points travel in one request. */
@NullMarked
package energy.peerwatt.metergateway.plan.domain;

import org.jspecify.annotations.NullMarked;
