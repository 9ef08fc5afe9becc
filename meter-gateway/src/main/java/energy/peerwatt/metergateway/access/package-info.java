/** Who may see and do what; the roles of a caller are annotations of the resources. */
@NullMarked
package energy.peerwatt.metergateway.access;

import org.jspecify.annotations.NullMarked;
