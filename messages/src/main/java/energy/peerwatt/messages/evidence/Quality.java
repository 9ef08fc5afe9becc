package energy.peerwatt.messages.evidence;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What is known about a reading's worth. Bit n of the u32 is the n-th constant here; the order never changes. */
public enum Quality {
    GOOD,
    ESTIMATED,
    BACKFILLED,
    SUSPECT_JUMP,
    SUSPECT_DROP,
    EPOCH_CHANGE,
    IDENTITY_MISMATCH,
    CLOCK_UNSYNCED,
    /** The meter resolves no better than above 1 Wh. */
    COARSE;

    public static int bits(Collection<Quality> qualities) {
        int bits = 0;
        for (Quality quality : qualities) {
            bits |= 1 << quality.ordinal();
        }
        return bits;
    }

    /** @throws IllegalArgumentException if a bit is set that version 1 does not name */
    public static Set<Quality> of(int bits) {
        if (bits >>> values().length != 0) {
            throw new IllegalArgumentException("unknown quality bits: 0x" + Integer.toHexString(bits));
        }
        Set<Quality> set = EnumSet.noneOf(Quality.class);
        for (Quality quality : values()) {
            if ((bits & (1 << quality.ordinal())) != 0) {
                set.add(quality);
            }
        }
        return set;
    }
}
