package energy.peerwatt.metergateway.codec.domain;

import java.math.BigDecimal;

/** What a value's registers say. */
public sealed interface Decoded permits Decoded.Value, Absent {

    /**
     * @param value exactly what the registers hold, before any scale
     * @param resolution the step to the next value that they could hold
     */
    record Value(BigDecimal value, BigDecimal resolution) implements Decoded {}
}
