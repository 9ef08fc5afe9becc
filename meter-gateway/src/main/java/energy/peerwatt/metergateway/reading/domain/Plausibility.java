package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.quantity.Energy;
import java.math.BigInteger;
import java.time.Duration;

/**
 * What counters can have gained between two reads.
 *
 * @param maxPowerW more cannot pass the meter
 * @param slack how far the meter's registers may be behind its measurement
 */
public record Plausibility(long maxPowerW, Duration slack) {
    private static final BigInteger MILLIS_PER_HOUR = BigInteger.valueOf(3_600_000);
    private static final long MARGIN_PERCENT = 110;
    /** The step of a single-precision counter in kWh at 100 MWh. */
    private static final long COARSEST_STEP_WH = 8;

    /** How a read follows an earlier one. */
    public enum Verdict {
        PLAUSIBLE,
        DROP,
        JUMP
    }

    public Verdict judge(CounterRead before, CounterRead after) {
        if (after.imported().compareTo(before.imported()) < 0
                || after.exported().compareTo(before.exported()) < 0) {
            return Verdict.DROP;
        }
        long most = mostWattHours(Duration.between(before.at(), after.at()));
        return gained(before.imported(), after.imported()) > most || gained(before.exported(), after.exported()) > most
                ? Verdict.JUMP
                : Verdict.PLAUSIBLE;
    }

    private long mostWattHours(Duration elapsed) {
        Duration counted = (elapsed.isNegative() ? Duration.ZERO : elapsed).plus(slack);
        return BigInteger.valueOf(maxPowerW)
                .multiply(BigInteger.valueOf(counted.toMillis()))
                .multiply(BigInteger.valueOf(MARGIN_PERCENT))
                .divide(MILLIS_PER_HOUR.multiply(BigInteger.valueOf(100)))
                .add(BigInteger.valueOf(COARSEST_STEP_WH))
                .longValueExact();
    }

    private static long gained(Energy before, Energy after) {
        return after.minus(before).wattHours();
    }
}
