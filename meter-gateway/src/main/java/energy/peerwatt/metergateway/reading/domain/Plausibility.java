package energy.peerwatt.metergateway.reading.domain;

import java.math.BigInteger;
import java.time.Duration;

/**
 * What a counter can have gained between two reads.
 *
 * @param maxPowerW more cannot pass the meter
 * @param slack how far the meter's registers may be behind its measurement
 */
public record Plausibility(long maxPowerW, Duration slack) {
    private static final BigInteger MILLIS_PER_HOUR = BigInteger.valueOf(3_600_000);
    private static final long MARGIN_PERCENT = 110;
    /** The step of a single-precision counter in kWh at 100 MWh. */
    private static final long COARSEST_STEP_WH = 8;

    /**
     * @param gainedWh may be negative
     * @param elapsed between the reads; taken as none if a clock went back
     * @param stepWh of the register
     */
    public boolean allows(long gainedWh, Duration elapsed, long stepWh) {
        return gainedWh >= 0 && gainedWh <= mostWattHours(elapsed, stepWh);
    }

    /** Whether both counters can have come from there to here; their steps are not known. */
    public boolean allows(Registers before, Registers after) {
        Duration elapsed = Duration.between(before.at(), after.at());
        return allows(after.imported().wattHours() - before.imported().wattHours(), elapsed, COARSEST_STEP_WH)
                && allows(after.exported().wattHours() - before.exported().wattHours(), elapsed, COARSEST_STEP_WH);
    }

    private long mostWattHours(Duration elapsed, long stepWh) {
        Duration counted = (elapsed.isNegative() ? Duration.ZERO : elapsed).plus(slack);
        return BigInteger.valueOf(maxPowerW)
                .multiply(BigInteger.valueOf(counted.toMillis()))
                .multiply(BigInteger.valueOf(MARGIN_PERCENT))
                .divide(MILLIS_PER_HOUR.multiply(BigInteger.valueOf(100)))
                .add(BigInteger.valueOf(stepWh))
                .longValueExact();
    }
}
