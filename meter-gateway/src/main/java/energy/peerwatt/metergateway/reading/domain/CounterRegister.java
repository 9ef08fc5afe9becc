package energy.peerwatt.metergateway.reading.domain;

import java.util.Optional;

/**
 * How a counter lies in its register.
 *
 * @param stepWh the least that it can gain, at its present value; whole watt-hours, rounded up, at least 1
 * @param rangeWh after so much it is at zero again; empty if that is not known or no whole number of watt-hours
 */
public record CounterRegister(long stepWh, Optional<Long> rangeWh) {
    /** Single watt-hours, without an end that anybody reaches. */
    public static final CounterRegister FINE = new CounterRegister(1, Optional.empty());

    public CounterRegister {
        if (stepWh < 1 || rangeWh.isPresent() && rangeWh.get() < 2 * stepWh) {
            throw new IllegalArgumentException("no register: steps of " + stepWh + " Wh, range " + rangeWh);
        }
    }

    /** Whether it cannot show single watt-hours. */
    public boolean coarse() {
        return stepWh > 1;
    }
}
