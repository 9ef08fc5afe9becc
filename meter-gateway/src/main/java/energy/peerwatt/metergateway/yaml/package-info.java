/** Settings files that are refused with file, line and reason. */
@NullMarked
package energy.peerwatt.metergateway.yaml;

import org.jspecify.annotations.NullMarked;
