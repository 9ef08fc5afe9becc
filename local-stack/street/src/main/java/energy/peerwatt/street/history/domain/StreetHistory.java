package energy.peerwatt.street.history.domain;

import energy.peerwatt.street.home.domain.Home;
import energy.peerwatt.street.home.domain.HomeState;
import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The past of a street, without devices and without orders to its batteries. The same street and the same times give the
 * same past.
 *
 * @param homes in the order of the street
 * @param state of the street when the past ends
 */
public record StreetHistory(List<Past> homes, StreetState state) {
    public static final long SLOT_SECONDS = 900;
    /** Per home and day within a hundredth of the energy that single seconds give; a test compares. */
    public static final int STEP_SECONDS = 20;

    private static final int MOST_DAYS = 366;

    /** The slots of one home, oldest first. */
    public record Past(Home home, List<SlotEnergy> slots) {
        public Past {
            slots = List.copyOf(slots);
        }
    }

    public StreetHistory {
        homes = List.copyOf(homes);
    }

    /**
     * @param until a slot boundary
     * @param days 1 to 366
     * @throws IllegalArgumentException naming what is wrong
     */
    public static StreetHistory of(Street street, Instant until, int days) {
        return of(street, until, days, STEP_SECONDS);
    }

    static StreetHistory of(Street street, Instant until, int days, int stepSeconds) {
        if (until.getNano() != 0 || until.getEpochSecond() % SLOT_SECONDS != 0) {
            throw new IllegalArgumentException("the past ends at a quarter of an hour, not at " + until);
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("1 to " + MOST_DAYS + " days of past, not " + days);
        }
        long end = until.getEpochSecond();
        long start = end - Duration.ofDays(days).toSeconds();
        List<Past> pasts = new ArrayList<>();
        List<HomeState> states = new ArrayList<>();
        for (Home home : street.homes()) {
            HomeState now = home.first();
            Counted before = Counted.startingAt(now.books());
            List<SlotEnergy> slots = new ArrayList<>();
            for (long slot = start; slot < end; slot += SLOT_SECONDS) {
                Counted counted = before;
                for (long second = slot; second < slot + SLOT_SECONDS; second += stepSeconds) {
                    now = home.after(now, second, stepSeconds);
                    counted = counted.after(now.books(), now.flows(), stepSeconds);
                }
                slots.add(counted.since(before, Instant.ofEpochSecond(slot), SLOT_SECONDS));
                before = counted;
            }
            pasts.add(new Past(home, slots));
            states.add(now);
        }
        return new StreetHistory(pasts, new StreetState(end, states));
    }
}
