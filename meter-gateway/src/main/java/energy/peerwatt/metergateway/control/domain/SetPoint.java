package energy.peerwatt.metergateway.control.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What a battery is told.
 *
 * @param watts of discharge, never more than asked for or than the device can do
 * @param rate the same as the register holds it
 * @param reversionSeconds after which the device goes back by itself unless told again; 0 if it cannot
 */
public record SetPoint(long watts, int rate, int reversionSeconds) {
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);
    private static final BigDecimal MOST_RATE = BigDecimal.valueOf(Short.MAX_VALUE);

    /** Rounds down; empty if the device has no value for it but zero, or none at all. */
    public static Optional<SetPoint> of(long askedWatts, StorageReading device, int reversionSeconds) {
        BigDecimal watts = BigDecimal.valueOf(askedWatts).min(device.mostWatts());
        if (watts.signum() <= 0 || device.ratedWatts().signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal rate = watts.multiply(PERCENT)
                .scaleByPowerOfTen(-device.rateScale())
                .divide(device.ratedWatts(), 0, RoundingMode.DOWN);
        if (rate.signum() <= 0 || rate.compareTo(MOST_RATE) > 0) {
            return Optional.empty();
        }
        long told = rate.scaleByPowerOfTen(device.rateScale())
                .multiply(device.ratedWatts())
                .divide(PERCENT, 0, RoundingMode.DOWN)
                .longValueExact();
        return Optional.of(
                new SetPoint(told, rate.intValueExact(), device.revertSeconds().isPresent() ? reversionSeconds : 0));
    }

    /** Whether a device needs no other value for it; the timer is no value. */
    public boolean sameValue(SetPoint other) {
        return rate == other.rate;
    }
}
