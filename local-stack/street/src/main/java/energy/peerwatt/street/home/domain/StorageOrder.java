package energy.peerwatt.street.home.domain;

/**
 * What a battery was told to do, SunSpec model 124. Rates are hundredths of a percent of the largest power.
 *
 * @param chargeMode bit 0 of StorCtl_Mod
 * @param dischargeMode bit 1 of StorCtl_Mod
 * @param outRate OutWRte, -10000 to 10000
 * @param inRate InWRte, -10000 to 10000
 * @param revertSeconds market time after which self-consumption returns; 0 for never
 * @param revertsAt epoch second of that return; 0 when no timer runs
 */
public record StorageOrder(
        boolean chargeMode, boolean dischargeMode, int outRate, int inRate, int revertSeconds, long revertsAt) {
    public static final int FULL = 10_000;
    public static final StorageOrder NONE = new StorageOrder(false, false, FULL, FULL, 0, 0);

    public StorageOrder {
        if (Math.abs(outRate) > FULL || Math.abs(inRate) > FULL || revertSeconds < 0) {
            throw new IllegalArgumentException(
                    "out " + outRate + ", in " + inRate + " of 10000, reverting after " + revertSeconds + " s");
        }
    }

    /** The same values, just written: the timer starts anew, or stops. */
    public StorageOrder writtenAt(long epochSecond) {
        boolean active = chargeMode || dischargeMode;
        long end = active && revertSeconds > 0 ? epochSecond + revertSeconds : 0;
        return new StorageOrder(chargeMode, dischargeMode, outRate, inRate, revertSeconds, end);
    }

    /** What is in force at this second: when the timer has run out, self-consumption. */
    StorageOrder at(long epochSecond) {
        boolean over = revertsAt != 0 && epochSecond >= revertsAt;
        return over ? new StorageOrder(false, false, FULL, FULL, revertSeconds, 0) : this;
    }

    /**
     * The battery's power, + is discharge as the home sees it here: one mode alone is a set-point, both together are
     * limits around self-consumption (both rates zero: hold), none is self-consumption.
     *
     * @param selfConsumption what would bring the grid to zero, milliwatts, + is discharge
     * @param most the largest power, milliwatts
     */
    long apply(long selfConsumption, long most) {
        long discharge = most * outRate / FULL;
        long charge = most * inRate / FULL;
        if (chargeMode && dischargeMode) {
            long upper = Math.max(discharge, -charge);
            return Math.clamp(selfConsumption, -charge, upper);
        }
        if (dischargeMode) {
            return discharge;
        }
        return chargeMode ? -charge : selfConsumption;
    }
}
