package energy.peerwatt.metergateway.control.domain;

/**
 * What a device is told.
 *
 * @param watts without direction, never beyond what was asked for but for the floor below which a device would sleep
 * @param rate the same as the register counts it
 * @param reversionSeconds after which the device goes back by itself unless told again; 0 if it cannot
 */
public record SetPoint(long watts, long rate, int reversionSeconds) {
    /** Whether a device needs no other value for it; the timer is no value. */
    public boolean sameValue(SetPoint other) {
        return rate == other.rate;
    }
}
