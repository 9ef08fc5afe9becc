package energy.peerwatt.settlement.kpi.domain;

import org.jspecify.annotations.Nullable;

/** The one place where a share is rounded: to thousandths, halves up, and never outside 0 to 1,000. */
final class Permille {
    private Permille() {}

    /** Absent where there is no whole. */
    static @Nullable Integer of(long part, long whole) {
        if (whole <= 0) {
            return null;
        }
        long within = Math.clamp(part, 0, whole);
        return Math.toIntExact(Math.floorDiv(Math.addExact(Math.multiplyExact(within, 2_000), whole), 2 * whole));
    }
}
