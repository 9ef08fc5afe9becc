package energy.peerwatt.metergateway.codec.domain;

import java.math.BigDecimal;

/** What a value's registers say. */
public sealed interface Decoded {

    /**
     * @param value exactly what the registers hold, before any scale
     * @param resolution the step to the next value that they could hold
     */
    record Value(BigDecimal value, BigDecimal resolution) implements Decoded {}

    /** NaN or an infinity: the device has no value here. */
    record NotANumber() implements Decoded {}
}
