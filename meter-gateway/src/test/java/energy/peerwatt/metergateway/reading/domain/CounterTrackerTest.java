package energy.peerwatt.metergateway.reading.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.quantity.Energy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each row is a tape: {@code seconds:importWh[:exportWh]} reads in order, and what becomes of each: {@code okN} is
 * believed in epoch N, {@code epochN} begins it, {@code ok0=W} says what was counted where the register shows another
 * number.
 */
class CounterTrackerTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    /** 69 kW and a minute of slack: 1265 Wh at once, 75.9 kWh an hour. */
    private static final Plausibility PLAUSIBLE = new Plausibility(69_000, Duration.ofSeconds(60));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a rising counter is believed | 0:1000 30:1100 60:1100 900:9000 | ok0 ok0 ok0 ok0",
                "a single zero changes nothing | 0:1000 30:0 60:1010 | ok0 drop ok0",
                "two zeros change nothing | 0:1000 30:0 60:0 90:1010 | ok0 drop drop ok0",
                "a reset is believed at the third read | 0:1000 30:0 60:5 90:9 120:12 | ok0 drop drop epoch1 ok1",
                "drops that disagree are held on | 0:1000 30:500 60:3 90:7 120:9 | ok0 drop drop drop epoch1",
                "a spike changes nothing | 0:1000 30:900000 60:1010 | ok0 jump ok0",
                "a spike and a zero change nothing | 0:1000 30:900000 60:0 90:1010 | ok0 jump drop ok0",
                "a leap that stays is a new epoch | 0:1000 30:900000 60:900010 90:900020 | ok0 jump jump epoch1",
                "after days off line much is plausible | 0:1000 864000:9000000 | ok0 ok0",
                "a reset in days off line | 0:9000 864000:100 864030:110 864060:120 | ok0 drop drop epoch1",
                "a clock that steps back is not held against it | 60:1000 0:1010 | ok0 ok0",
                "a stuck counter is believed for what it says | 0:1000 900:1000 86400:1000 86430:1010 | ok0 ok0 ok0"
                        + " ok0",
                "export resets by itself | 0:10:1000 30:20:0 60:30:0 90:40:1 | ok0 drop drop epoch1",
                "both reset, export later | 0:9:9 30:0:9 60:0:0 90:0:0 120:0:0 150:1:1 | ok0 drop drop drop epoch1 ok1",
                "a zero of one direction holds the other | 0:10:1000 30:20:0 60:30:1001 | ok0 drop ok0",
                "two resets are two epochs |"
                        + " 0:1000 1:0 2:1 3:2 60:1000 61:0 62:1 63:2 | ok0 drop drop epoch1 ok1 drop drop epoch2",
                "the most that can pass in 30 s | 0:0 30:1898 | ok0 ok0",
                "one watt-hour more | 0:0 30:1899 | ok0 jump"
            })
    void tape(String name, String reads, String outcomes) {
        assertThat(play(reads, CounterRegister.FINE, CounterTracker.unknown()))
                .as(name)
                .isEqualTo(outcomes);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "it goes through its end | 0:99990 30:5 60:8 90:12 120:20 |"
                        + " ok0=99990 drop drop ok0=100012 ok0=100020",
                "a zero close to the end is no rollover | 0:99990 30:0 60:99995 | ok0=99990 drop ok0=99995",
                "far from the end it is a reset | 0:50000 30:5 60:8 90:12 | ok0=50000 drop drop epoch1=12",
                "through its end while nobody looked | 0:99000 3600:100 3630:120 3660:140 |"
                        + " ok0=99000 drop drop ok0=100140",
                "twice | 0:99990 30:5 60:8 90:12 4500:80000 6000:99999 6030:0 6060:0 6090:7 |"
                        + " ok0=99990 drop drop ok0=100012 ok0=180000 ok0=199999 drop drop ok0=200007",
                "a reset after a rollover | 0:99990 30:5 60:8 90:1000 3600:60000 3630:1 3660:1 3690:1 |"
                        + " ok0=99990 drop drop ok0=101000 ok0=160000 drop drop epoch1=1"
            })
    void tapeOfARegisterThatEndsAt100Kwh(String name, String reads, String outcomes) {
        CounterRegister register = new CounterRegister(1, Optional.of(100_000L));

        assertThat(play(reads, register, CounterTracker.unknown())).as(name).isEqualTo(outcomes);
    }

    @Test
    void rolloversBeforeARestartAreNotForgotten() {
        CounterTracker restarted = CounterTracker.from(registers(300_012), 4);

        assertThat(play("900:20 930:99000 5000:50", register(1), restarted)).isEqualTo("ok4=300020 jump ok4=300050");
        assertThat(play("900:20 6000:99000 7000:50 7001:50 7002:50", register(1), restarted))
                .isEqualTo("ok4=300020 ok4=399000 drop drop ok4=400050");
    }

    @Test
    void aSingleInKilowattHoursMayGainAWholeStepAtOnce() {
        Plausibility strict = new Plausibility(10, Duration.ZERO);
        CounterTracker tracker = CounterTracker.unknown();
        CounterRegister step8 = new CounterRegister(8, Optional.empty());
        CounterTracker.Step first = tracker.accept(read(0, 100_000_000, step8), strict);
        CounterTracker.Step same = first.next().accept(read(30, 100_000_000, step8), strict);
        CounterTracker.Step up = same.next().accept(read(60, 100_000_008, step8), strict);
        CounterTracker.Step far = up.next().accept(read(90, 100_000_024, step8), strict);

        assertThat(up.outcome()).isInstanceOf(CounterTracker.Outcome.Accepted.class);
        assertThat(far.outcome()).isEqualTo(new CounterTracker.Outcome.Held(Quality.SUSPECT_JUMP));
    }

    @Test
    void aRegisterWhoseStepsBecomeCoarserLosesNothingAndBeginsNothing() {
        CounterRegister step10 = new CounterRegister(10, Optional.empty());
        CounterTracker fine = CounterTracker.unknown()
                .accept(read(0, 4_000_009, CounterRegister.FINE), PLAUSIBLE)
                .next();

        CounterTracker.Step coarse = fine.accept(read(5, 4_000_000, step10), PLAUSIBLE);
        CounterTracker.Step same = coarse.next().accept(read(10, 4_000_000, step10), PLAUSIBLE);
        CounterTracker.Step on = same.next().accept(read(15, 4_000_020, step10), PLAUSIBLE);
        CounterTracker.Step again = on.next().accept(read(20, 4_000_021, CounterRegister.FINE), PLAUSIBLE);

        assertThat(List.of(coarse, same, on, again))
                .extracting(step -> describe(step.outcome(), true))
                .containsExactly("ok0=4000009", "ok0=4000009", "ok0=4000020", "ok0=4000021");
        assertThat(fine.accept(read(5, 3_999_990, step10), PLAUSIBLE).outcome())
                .as("a whole step less is a drop")
                .isEqualTo(new CounterTracker.Outcome.Held(Quality.SUSPECT_DROP));
        assertThat(CounterTracker.from(registers(4_000_009), 0)
                        .accept(read(5, 4_000_000, step10), PLAUSIBLE)
                        .outcome())
                .as("after a restart")
                .isInstanceOf(CounterTracker.Outcome.Accepted.class);
    }

    @Test
    void anotherDevicesCountersHaveNothingToDoWithTheOldOnes() {
        Epoch next = CounterTracker.from(registers(1000), 2).exchangedAt(START);

        CounterTracker.Step step = CounterTracker.exchanged(next).accept(read(0, 1001, register(1)), PLAUSIBLE);

        assertThat(step.outcome()).isInstanceOfSatisfying(CounterTracker.Outcome.Accepted.class, accepted -> {
            assertThat(accepted.epoch().number()).isEqualTo(3);
            assertThat(accepted.doubts()).containsExactlyInAnyOrder(Quality.EPOCH_CHANGE, Quality.IDENTITY_MISMATCH);
        });
    }

    @Test
    void anEpochKnowsWhyAndSinceWhenItIs() {
        CounterTracker tracker = CounterTracker.unknown();
        for (long[] read : new long[][] {{0, 1000}, {30, 0}, {60, 5}, {90, 9}}) {
            tracker = tracker.accept(read(read[0], read[1], register(1)), PLAUSIBLE)
                    .next();
        }

        assertThat(tracker.epoch().began()).isEqualTo(START.plusSeconds(30));
        assertThat(tracker.epoch().cause()).containsExactly(Quality.SUSPECT_DROP);
    }

    private static CounterRegister register(long step) {
        return new CounterRegister(step, Optional.of(100_000L));
    }

    private static Registers registers(long imported) {
        return new Registers(START, Energy.ofWattHours(imported), Energy.ZERO);
    }

    private static CounterRead read(long second, long imported, CounterRegister register) {
        return new CounterRead(
                Energy.ofWattHours(imported), Energy.ZERO, START.plusSeconds(second), register, CounterRegister.FINE);
    }

    private static String play(String reads, CounterRegister register, CounterTracker from) {
        CounterTracker tracker = from;
        List<String> seen = new ArrayList<>();
        for (String read : reads.split(" ")) {
            String[] parts = read.split(":");
            CounterTracker.Step step = tracker.accept(
                    new CounterRead(
                            Energy.ofWattHours(Long.parseLong(parts[1])),
                            Energy.ofWattHours(parts.length > 2 ? Long.parseLong(parts[2]) : 0),
                            START.plusSeconds(Long.parseLong(parts[0])),
                            register,
                            CounterRegister.FINE),
                    PLAUSIBLE);
            tracker = step.next();
            seen.add(describe(step.outcome(), register.rangeWh().isPresent()));
        }
        return String.join(" ", seen);
    }

    private static String describe(CounterTracker.Outcome outcome, boolean counted) {
        return switch (outcome) {
            case CounterTracker.Outcome.Accepted accepted ->
                (accepted.begins() ? "epoch" : "ok")
                        + accepted.epoch().number()
                        + (counted ? "=" + accepted.read().imported().wattHours() : "");
            case CounterTracker.Outcome.Held held -> held.why() == Quality.SUSPECT_DROP ? "drop" : "jump";
        };
    }
}
