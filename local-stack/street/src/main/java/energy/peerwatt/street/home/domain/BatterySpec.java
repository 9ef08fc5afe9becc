package energy.peerwatt.street.home.domain;

/**
 * A home battery.
 *
 * @param capacityWattHours usable and reserved together
 * @param maxPowerWatts alternating-current side, for charging and for discharging
 * @param reservePercent of the capacity, never discharged
 * @param firstChargePercent of the capacity, when the street is new
 */
public record BatterySpec(long capacityWattHours, long maxPowerWatts, int reservePercent, int firstChargePercent) {
    /** Of the energy taken in, and again of the energy given back, in thousandths. */
    static final long EFFICIENCY_PERMILLE = 960;

    private static final long MILLIJOULES_PER_WATT_HOUR = 3_600_000;

    public BatterySpec {
        if (capacityWattHours <= 0
                || maxPowerWatts <= 0
                || reservePercent < 0
                || firstChargePercent < reservePercent
                || firstChargePercent > 100) {
            throw new IllegalArgumentException("no such battery: " + capacityWattHours + " Wh, " + maxPowerWatts
                    + " W, reserve " + reservePercent + " %, first charge " + firstChargePercent + " %");
        }
    }

    public long capacityMillijoules() {
        return capacityWattHours * MILLIJOULES_PER_WATT_HOUR;
    }

    public long reserveMillijoules() {
        return capacityMillijoules() / 100 * reservePercent;
    }

    long firstChargeMillijoules() {
        return capacityMillijoules() / 100 * firstChargePercent;
    }

    /** Energy that reaches the cells when this much is taken from the alternating-current side, rounded down. */
    public static long stored(long charged) {
        return charged * EFFICIENCY_PERMILLE / 1000;
    }

    /** Energy that leaves the cells to give this much to the alternating-current side, rounded up. */
    public static long drawn(long discharged) {
        return Math.ceilDiv(discharged * 1000, EFFICIENCY_PERMILLE);
    }

    /** The most charging power in milliwatts that there is room for during some seconds. */
    long mostCharge(long storedMillijoules, int seconds) {
        long room = (capacityMillijoules() - storedMillijoules) / seconds;
        return Math.min(maxPowerWatts * 1000, room * 1000 / EFFICIENCY_PERMILLE);
    }

    /** The most discharging power in milliwatts that there is energy for during some seconds. */
    long mostDischarge(long storedMillijoules, int seconds) {
        long available = Math.max(0, storedMillijoules - reserveMillijoules()) / seconds;
        return Math.min(maxPowerWatts * 1000, available * EFFICIENCY_PERMILLE / 1000);
    }
}
