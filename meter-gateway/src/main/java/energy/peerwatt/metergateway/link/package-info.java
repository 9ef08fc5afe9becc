/** One worker per physical bus; the only package that knows the Modbus library. */
@NullMarked
package energy.peerwatt.metergateway.link;

import org.jspecify.annotations.NullMarked;
