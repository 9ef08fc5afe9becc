package energy.peerwatt.metergateway.control;

import java.util.Optional;

/**
 * Which device may be told anything.
 *
 * @param serial its serial number as the devices file says; empty if any may
 */
record Pin(Optional<String> serial) {
    static final Pin ANY = new Pin(Optional.empty());

    /**
     * @param device what answers says that it is; ends with its serial number
     * @return why it is the wrong one
     */
    Optional<String> stranger(String device) {
        return serial.filter(expected -> !device.equals(expected) && !device.endsWith(" " + expected))
                .map(expected -> "set-points are for the device with serial number " + expected + ", but " + device
                        + " answers");
    }
}
