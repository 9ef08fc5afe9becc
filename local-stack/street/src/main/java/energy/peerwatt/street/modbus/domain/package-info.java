/** What a Modbus device is, without the library that carries it: registers, answers, exceptions. */
@NullMarked
package energy.peerwatt.street.modbus.domain;

import org.jspecify.annotations.NullMarked;
