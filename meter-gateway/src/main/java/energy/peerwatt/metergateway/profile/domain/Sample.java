package energy.peerwatt.metergateway.profile.domain;

import java.math.BigDecimal;

/** What a point said once. */
public sealed interface Sample {

    /**
     * @param value in the point's canonical unit, exact
     * @param resolution the register's step at this value, in the same unit
     */
    record Measured(BigDecimal value, BigDecimal resolution) implements Sample {}

    /** There is no value, and nothing takes its place. */
    enum Absent implements Sample {
        NOT_READ,
        NOT_A_NUMBER,
        NEGATIVE_COUNTER,
        /** More than any device measures. */
        OUT_OF_RANGE
    }
}
