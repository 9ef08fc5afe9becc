package energy.peerwatt.metergateway.codec.domain;

/** Why there is no value. Nothing takes its place, least of all zero. */
public enum Absent implements Decoded {
    /** The registers were not part of any reply. */
    NOT_READ,
    /** NaN or an infinity. */
    NOT_A_NUMBER,
    /** The bits by which this device says that it has no value here. */
    NOT_IMPLEMENTED,
    /** A SunSpec accumulator that has never counted. */
    NOT_ACCUMULATED,
    /** The scale factor is missing or none that can be; the raw number would be wrong by powers of ten. */
    NO_SCALE_FACTOR,
    NEGATIVE_COUNTER,
    /** More than any device measures. */
    OUT_OF_RANGE
}
