package energy.peerwatt.street.history.domain;

import energy.peerwatt.street.home.domain.EnergyBooks;
import energy.peerwatt.street.home.domain.Flows;
import java.time.Instant;

/** Counters at one instant, in millijoules; the last three count from the beginning of the history. */
record Counted(long imported, long exported, long solar, long charge, long discharge) {
    private static final long MILLIJOULES_PER_WATT_HOUR = 3_600_000;

    static Counted startingAt(EnergyBooks books) {
        return new Counted(books.imported(), books.exported(), 0, 0, 0);
    }

    Counted after(EnergyBooks books, Flows flows, int seconds) {
        return new Counted(
                books.imported(),
                books.exported(),
                solar + seconds * flows.solar(),
                charge + seconds * flows.charge(),
                discharge + seconds * flows.discharge());
    }

    SlotEnergy since(Counted before, Instant start, long lengthSeconds) {
        return new SlotEnergy(
                start,
                lengthSeconds,
                moved(before.imported, imported) - moved(before.exported, exported),
                moved(before.solar, solar),
                moved(before.charge, charge),
                moved(before.discharge, discharge));
    }

    private static long moved(long from, long to) {
        return to / MILLIJOULES_PER_WATT_HOUR - from / MILLIJOULES_PER_WATT_HOUR;
    }
}
