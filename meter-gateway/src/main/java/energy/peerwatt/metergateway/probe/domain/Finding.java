package energy.peerwatt.metergateway.probe.domain;

/**
 * What a scan found at one unit.
 *
 * @param detail what it said about itself, or how it answered
 */
public record Finding(int unit, Kind kind, String detail) {
    /** How a unit answered. */
    public enum Kind {
        SILENT,
        /** Something is there that none of our profiles knows. */
        ANSWERING_UNKNOWN,
        /** Garbage: two devices with one address, or a line in trouble. */
        COLLISION,
        KNOWN
    }
}
