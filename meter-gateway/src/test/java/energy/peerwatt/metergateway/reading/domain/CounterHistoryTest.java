package energy.peerwatt.metergateway.reading.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random lives of a meter, with every fault that a counter has, and what its readings say of them. */
class CounterHistoryTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final long STEP_SECONDS = 30;
    private static final long RANGE_WH = 1_000_000;
    private static final Plausibility PLAUSIBLE = new Plausibility(20_000, Duration.ofSeconds(60));
    private static final MeterChain.Rules RULES = new MeterChain.Rules(SLOT, PLAUSIBLE);
    private static final CounterRegister REGISTER = new CounterRegister(1, Optional.of(RANGE_WH));

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aMeterThatIsNeverResetIsBookedToTheWattHour(long seed) {
        Life life = new Life(seed, false);
        life.pass(60 * 30);

        List<IntervalReading> readings = life.readings;
        assertThat(readings).extracting(IntervalReading::epoch).containsOnly(0);
        assertThat(booked(readings)).isEqualTo(life.counted);
        life.assertWhole();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverHappensNothingIsBookedThatDidNotFlow(long seed) {
        Life life = new Life(seed, true);
        life.pass(60 * 30);

        assertThat(booked(life.readings)).isLessThanOrEqualTo(life.counted);
        life.assertWhole();
    }

    /** The same rules written as a look at the whole tape: no state, every read judged from the beginning. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theTrackerSaysWhatALookAtTheWholeTapeSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] likely = {0, 1, 5, 100, 105, 110, 5_000, 999_990, 999_999, 400_000};
        List<CounterRead> tape = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long value = random.nextInt(4) == 0 && i > 0
                    ? Math.min(RANGE_WH - 1, tape.getLast().imported().wattHours() + random.nextInt(50))
                    : likely[random.nextInt(likely.length)];
            tape.add(read(START.plusSeconds(STEP_SECONDS * i), value));
        }
        CounterTracker tracker = CounterTracker.unknown();
        List<String> seen = new ArrayList<>();
        for (CounterRead read : tape) {
            CounterTracker.Step step = tracker.accept(read, PLAUSIBLE);
            tracker = step.next();
            seen.add(
                    switch (step.outcome()) {
                        case CounterTracker.Outcome.Accepted accepted ->
                            accepted.epoch().number() + ":"
                                    + accepted.read().imported().wattHours();
                        case CounterTracker.Outcome.Held _ -> "held";
                    });
        }
        assertThat(seen).isEqualTo(naive(tape));
    }

    private static List<String> naive(List<CounterRead> tape) {
        List<String> verdicts = new ArrayList<>();
        for (int i = 0; i < tape.size(); i++) {
            int last = i - 1;
            while (last >= 0 && verdicts.get(last).equals("held")) {
                last--;
            }
            verdicts.add(naive(tape, verdicts, last, i));
        }
        return verdicts;
    }

    private static String naive(List<CounterRead> tape, List<String> verdicts, int last, int i) {
        long shown = tape.get(i).imported().wattHours();
        if (last < 0) {
            return "0:" + shown;
        }
        long epoch = Long.parseLong(verdicts.get(last).split(":")[0]);
        long before = Long.parseLong(verdicts.get(last).split(":")[1]);
        long turns = before / RANGE_WH;
        if (fits(before, turns * RANGE_WH + shown, i - last)) {
            return epoch + ":" + (turns * RANGE_WH + shown);
        }
        // The longest run up to here of reads that agree with each other; each third one is believed.
        int run = 1;
        while (i - run > last
                && fits(
                        tape.get(i - run).imported().wattHours(),
                        tape.get(i - run + 1).imported().wattHours(),
                        1)) {
            run++;
        }
        if (run < 3) {
            return "held";
        }
        long around = (turns + 1) * RANGE_WH + shown;
        return fits(before, around, i - last) ? epoch + ":" + around : epoch + 1 + ":" + shown;
    }

    private static boolean fits(long before, long after, int steps) {
        long seconds = steps * STEP_SECONDS + 60;
        return after >= before && (after - before - 1) * 3600L * 10 <= 20_000L * 11 * seconds;
    }

    private static long booked(List<IntervalReading> readings) {
        long sum = 0;
        for (int i = 1; i < readings.size(); i++) {
            if (readings.get(i).epoch() == readings.get(i - 1).epoch()) {
                sum += readings.get(i)
                        .imported()
                        .minus(readings.get(i - 1).imported())
                        .wattHours();
            }
        }
        return sum;
    }

    private static CounterRead read(Instant at, long imported) {
        return new CounterRead(Energy.ofWattHours(imported), Energy.ZERO, at, REGISTER, CounterRegister.FINE);
    }

    /** A meter, its gateway and the clock on the wall. */
    private static final class Life {
        private final SplittableRandom random;
        private final boolean resets;
        private final MeterId meter = new MeterId(new UUID(0, 1));
        private final List<IntervalReading> readings = new ArrayList<>();
        private final List<Registers> telemetry = new ArrayList<>();
        private CounterTracker tracker = CounterTracker.unknown();
        private Optional<Epoch> exchanged = Optional.empty();
        private long register;
        private long flowed;
        private long firstSealed;
        private long counted;
        private int silent;

        Life(long seed, boolean resets) {
            this.random = new SplittableRandom(seed);
            this.resets = resets;
            this.register = random.nextLong(RANGE_WH);
        }

        void pass(int steps) {
            // The last two reads are good ones at boundaries, so that nothing is left open.
            for (int i = 0; i < steps; i++) {
                boolean calm = i < 5 || i > steps - 35;
                live(START.plusSeconds(STEP_SECONDS * i), calm);
            }
            counted = flowedAtLastReading - firstSealed;
        }

        private long flowedAtLastReading;

        private void live(Instant now, boolean calm) {
            long watts = random.nextInt(4) == 0 ? 20_000 : random.nextInt(3_000);
            long gained = watts * STEP_SECONDS / 3600;
            flowed += gained;
            register = (register + gained) % RANGE_WH;
            int fate = calm ? 0 : random.nextInt(300);
            silent = fate == 1 ? random.nextInt(200) : calm ? 0 : Math.max(0, silent - 1);
            if (resets && fate == 2) {
                register = random.nextInt(10);
            }
            if (resets && fate == 3) {
                Epoch next = tracker.exchangedAt(now);
                register = random.nextLong(RANGE_WH);
                tracker = CounterTracker.exchanged(next);
                exchanged = Optional.of(next);
            }
            if (fate == 4) {
                tracker = chain().tracker(exchanged);
            }
            if (silent > 0) {
                return;
            }
            long shown = fate == 5 ? 0 : fate == 6 ? random.nextLong(RANGE_WH) : register;
            CounterTracker.Step step = tracker.accept(read(now, shown), PLAUSIBLE);
            tracker = step.next();
            if (step.outcome() instanceof CounterTracker.Outcome.Accepted accepted) {
                believed(now, accepted);
            }
        }

        private void believed(Instant now, CounterTracker.Outcome.Accepted accepted) {
            if (now.getEpochSecond() % SLOT.toSeconds() == 0) {
                if (readings.isEmpty()) {
                    firstSealed = flowed;
                }
                readings.addAll(chain().upTo(now, RULES, accepted, telemetry, 10_000));
                telemetry.clear();
                flowedAtLastReading = flowed;
            } else if (random.nextInt(3) > 0) {
                telemetry.add(new Registers(
                        now, accepted.read().imported(), accepted.read().exported()));
            }
        }

        private MeterChain chain() {
            return new MeterChain(meter, "00".repeat(8), START, readings.isEmpty() ? null : readings.getLast());
        }

        void assertWhole() {
            Hash32 previous = Hash32.ZERO;
            Instant boundary = START;
            for (int i = 0; i < readings.size(); i++) {
                IntervalReading reading = readings.get(i);
                assertThat(reading.seq()).isEqualTo(i + 1);
                assertThat(reading.boundary()).isEqualTo(boundary);
                assertThat(reading.previous()).isEqualTo(previous);
                boolean made = reading.quality().contains(Quality.BACKFILLED);
                assertThat(made).isEqualTo(reading.quality().contains(Quality.ESTIMATED));
                assertThat(made).isNotEqualTo(reading.quality().contains(Quality.GOOD));
                if (i > 0) {
                    IntervalReading before = readings.get(i - 1);
                    boolean anew = reading.epoch() != before.epoch();
                    assertThat(anew).isEqualTo(reading.quality().contains(Quality.EPOCH_CHANGE));
                    assertThat(anew || reading.imported().compareTo(before.imported()) >= 0)
                            .isTrue();
                }
                previous = reading.hash();
                boundary = boundary.plus(SLOT);
            }
        }
    }
}
