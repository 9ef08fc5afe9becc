package energy.peerwatt.metergateway.codec.domain;

/** Which of the registers of one value comes first. */
public enum WordOrder {
    HIGH_FIRST,
    LOW_FIRST
}
