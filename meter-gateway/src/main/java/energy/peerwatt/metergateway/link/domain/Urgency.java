package energy.peerwatt.metergateway.link.domain;

/** Which requests go first on a bus; the first constant is the most urgent. */
public enum Urgency {
    /** Set-points: few, short, and a release must not wait. Written even while a unit rests. */
    CONTROL(true),
    /** Settlement counters at a slot boundary. Asked even while a unit rests. */
    BOUNDARY(true),
    /** Power, every few seconds. */
    FAST(false),
    /** Identity and the like. */
    SLOW(false);

    private final boolean wakes;

    Urgency(boolean wakes) {
        this.wakes = wakes;
    }

    /** Whether a unit is asked although it rests after failures. */
    public boolean wakes() {
        return wakes;
    }
}
