package energy.peerwatt.street.modbus.domain;

import java.util.List;

/** A device at one unit of one port. Called by several threads. */
public interface Device {
    /** Function code 4. */
    Answer readInput(int address, int count);

    /** Function code 3. */
    Answer readHolding(int address, int count);

    /**
     * Function codes 6 and 16: all of the values, or none of them.
     *
     * @param values unsigned 16-bit values for successive registers
     */
    Answer write(int address, List<Integer> values);
}
