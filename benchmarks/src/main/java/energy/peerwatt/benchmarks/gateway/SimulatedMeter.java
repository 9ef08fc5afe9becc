package energy.peerwatt.benchmarks.gateway;

import energy.peerwatt.messages.id.MeterId;
import java.util.Arrays;
import java.util.UUID;

/**
 * A meter whose every value follows from its number and from how often its power was read, so that whoever sees a value
 * knows whose it is and which poll brought it. For one thread at a time.
 */
final class SimulatedMeter {
    private static final long METERS = 0x7EA5_0000L;
    private static final int POWERS = 6_000;
    private static final int LOWEST_POWER_W = -2_000;
    /** A whole number of these is exact as a single in kWh, too. */
    private static final int STEP_WH = 125;

    private static final int POLLS_PER_IMPORTED_STEP = 50;
    private static final int IMPORTED_STEPS_PER_EXPORTED = 2;
    private static final int SERIALS = 700_000;

    private final int number;
    private final MeterMap map;
    private int polls;
    private long[] times = new long[16];
    private int timed;

    /** @param polls how often it was polled before */
    SimulatedMeter(int number, int polls) {
        this.number = number;
        this.map = map(number);
        this.polls = polls;
    }

    static MeterMap map(int number) {
        return MeterMap.values()[number % MeterMap.values().length];
    }

    /** What a poll finds. */
    record Values(int powerW, long importedWh, long exportedWh) {}

    static MeterId id(int number) {
        return new MeterId(new UUID(METERS, number));
    }

    /** @return the meter's number; -1 if it is none of these */
    static int number(MeterId id) {
        UUID uuid = id.value();
        return uuid.getMostSignificantBits() == METERS ? (int) uuid.getLeastSignificantBits() : -1;
    }

    /** @param poll counted from 1 */
    static Values values(int number, int poll) {
        int steps = poll / POLLS_PER_IMPORTED_STEP;
        return new Values(
                LOWEST_POWER_W + (37 * number + poll) % POWERS,
                (long) STEP_WH * (8 * number + steps),
                exportedWhAt(number, steps));
    }

    /** What the other counter shows when the first one has made so many steps. */
    static long exportedWhAt(int number, long steps) {
        return STEP_WH * (3L * number + steps / IMPORTED_STEPS_PER_EXPORTED);
    }

    /** How many steps the counter has made; -1 if it never shows this. */
    static long steps(int number, long importedWh) {
        return importedWh % STEP_WH == 0 ? importedWh / STEP_WH - 8L * number : -1;
    }

    /** How many polls lie between one and the next one that found this power; 0 if it is the same one. */
    static int pollsAfter(int number, int poll, long powerW) {
        return Math.floorMod(powerW - values(number, poll).powerW(), POWERS);
    }

    MeterMap map() {
        return map;
    }

    int serial() {
        return SERIALS + number;
    }

    /** Somebody reads its power. */
    Values poll(long nanos) {
        polls++;
        if (timed == times.length) {
            times = Arrays.copyOf(times, 2 * timed);
        }
        times[timed++] = nanos;
        return now();
    }

    Values now() {
        return values(number, Math.max(1, polls));
    }

    /** When its power was read between two moments. */
    long[] times(long from, long to) {
        return Arrays.stream(times, 0, timed)
                .filter(time -> time >= from && time < to)
                .toArray();
    }
}
