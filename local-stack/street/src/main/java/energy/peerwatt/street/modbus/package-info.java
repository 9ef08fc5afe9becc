/** Modbus TCP servers of the street: one port per device, shared threads. */
@NullMarked
package energy.peerwatt.street.modbus;

import org.jspecify.annotations.NullMarked;
