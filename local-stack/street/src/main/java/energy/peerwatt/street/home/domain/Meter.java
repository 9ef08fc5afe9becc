package energy.peerwatt.street.home.domain;

/**
 * The meter at the grid connection.
 *
 * @param serial as the device tells it, 32 bits unsigned
 * @param importedWattHours on the counter when the street is new
 * @param exportedWattHours on the counter when the street is new
 */
public record Meter(long serial, long importedWattHours, long exportedWattHours) {
    /** Beyond this a 32-bit float of kilowatt-hours can no longer tell one watt-hour from the next. */
    private static final long FLOAT_TELLS_WATT_HOURS_BELOW = 16_000_000;

    public Meter {
        if (serial < 0 || serial > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("serial number does not fit 32 bits: " + serial);
        }
        if (Math.max(importedWattHours, exportedWattHours) >= FLOAT_TELLS_WATT_HOURS_BELOW) {
            throw new IllegalArgumentException("counter starts too high: " + importedWattHours + " Wh imported, "
                    + exportedWattHours + " Wh exported");
        }
    }
}
