/** Whether what is asked of the buses fits on them. */
@NullMarked
package energy.peerwatt.metergateway.plan;

import org.jspecify.annotations.NullMarked;
