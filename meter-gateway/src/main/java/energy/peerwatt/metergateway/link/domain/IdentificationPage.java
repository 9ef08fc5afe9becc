package energy.peerwatt.metergateway.link.domain;

import java.util.List;
import java.util.OptionalInt;

/**
 * One reply to an {@link IdentificationRequest}.
 *
 * @param level that the device answers for, as it travels: 1 to what was asked for
 * @param conformity the highest level that the device has, as it travels: 1 to 3, with 128 added where it also shows
 *     single objects
 * @param next the object that the next page begins with; empty if this is the last one
 */
public record IdentificationPage(int level, int conformity, OptionalInt next, List<Entry> entries) {
    private static final int SINGLE_OBJECTS = 0x80;

    public IdentificationPage {
        entries = List.copyOf(entries);
    }

    /** @param octets each character one byte of it, so that nothing is lost */
    public record Entry(int object, String octets) {}

    /** 1 to 3 in a device that keeps to the protocol. */
    public int highestLevel() {
        return conformity & ~SINGLE_OBJECTS;
    }
}
