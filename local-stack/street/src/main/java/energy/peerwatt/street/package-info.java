/** A simulated street whose meters, inverters and batteries are real Modbus servers. */
@NullMarked
package energy.peerwatt.street;

import org.jspecify.annotations.NullMarked;
