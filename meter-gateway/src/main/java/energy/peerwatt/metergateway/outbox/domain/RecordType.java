package energy.peerwatt.metergateway.outbox.domain;

import java.util.Optional;
import java.util.stream.Stream;

/** What a log record is. The code is on disk and never changes. */
public enum RecordType {
    /** A seal with all its readings; published. */
    SEALED(1),
    /** What a home did; published. */
    TELEMETRY(2),
    /** The serial number that a meter has from now on. */
    METER_BOUND(3),
    /** Everything a later record builds on; the first record of a segment. */
    SNAPSHOT(4),
    /** A step of a dispatch; published where it carries a report. */
    DISPATCH_STEP(5),
    /** The dispatches that are remembered; the first record of a segment of theirs. */
    DISPATCH_SNAPSHOT(6),
    /** Something that an installer has to look at, or has looked at. */
    INSTALLER_TASK(7),
    /** A new key of the gateway that is prepared, or holds. */
    KEY_ROTATION(8),
    /** A step of putting a device into service. */
    COMMISSIONING_STEP(9);

    private final byte code;

    RecordType(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    public static Optional<RecordType> of(byte code) {
        return Stream.of(values()).filter(type -> type.code == code).findFirst();
    }
}
