package energy.peerwatt.metergateway.reading.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.quantity.Energy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is a tape: {@code seconds:importWh} reads in order, and what becomes of each. */
class CounterTrackerTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
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
                "a leap that stays is a new epoch | 0:1000 30:900000 60:900010 90:900020 | ok0 jump jump epoch1",
                "after days off line much is plausible | 0:1000 864000:9000000 | ok0 ok0",
                "a clock that steps back is not held against it | 60:1000 0:1010 | ok0 ok0",
                "two resets are two epochs |"
                        + " 0:1000 1:0 2:1 3:2 60:1000 61:0 62:1 63:2 | ok0 drop drop epoch1 ok1 drop drop epoch2"
            })
    void tape(String name, String reads, String outcomes) {
        CounterTracker tracker = CounterTracker.unknown();
        List<String> seen = new ArrayList<>();
        for (String read : reads.split(" ")) {
            String[] parts = read.split(":");
            CounterTracker.Step step = tracker.accept(
                    new CounterRead(
                            Energy.ofWattHours(Long.parseLong(parts[1])),
                            Energy.ZERO,
                            START.plusSeconds(Long.parseLong(parts[0])),
                            false),
                    PLAUSIBLE);
            tracker = step.next();
            seen.add(describe(step.outcome()));
        }
        assertThat(String.join(" ", seen)).as(name).isEqualTo(outcomes);
    }

    private static String describe(CounterTracker.Outcome outcome) {
        return switch (outcome) {
            case CounterTracker.Outcome.Accepted accepted ->
                (accepted.doubts().contains(Quality.EPOCH_CHANGE) ? "epoch" : "ok") + accepted.epoch();
            case CounterTracker.Outcome.Held held -> held.why() == Quality.SUSPECT_DROP ? "drop" : "jump";
        };
    }
}
