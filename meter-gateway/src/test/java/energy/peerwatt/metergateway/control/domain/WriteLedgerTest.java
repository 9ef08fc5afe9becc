package energy.peerwatt.metergateway.control.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.id.MeterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WriteLedgerTest {
    private static final MeterId HOME = new MeterId(new UUID(1, 1));
    private static final MeterId OTHER = new MeterId(new UUID(1, 2));
    private static final Instant TEN = Instant.parse("2026-06-15T10:00:00Z");
    private static final int REGISTER = 47_247;

    private final WriteLedger ledger = new WriteLedger();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    /** The reference keeps every single write. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatItAllowsIsNeverTooMuchInAnyHourOrDay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        WriteBudget budget = new WriteBudget(1 + random.nextInt(8), 1 + random.nextInt(30));
        List<Instant> written = new ArrayList<>();
        Instant now = TEN;
        for (int i = 0; i < 600; i++) {
            now = now.plusSeconds(random.nextInt(1_200));
            if (ledger.refusal(HOME, Map.of(REGISTER, 1), Set.of(), budget, now).isEmpty()) {
                ledger.record(HOME, Map.of(REGISTER, 1), now);
                written.add(now);
            }
            assertThat(within(written, now, Duration.ofHours(1))).isLessThanOrEqualTo(budget.perHour());
            assertThat(within(written, now, Duration.ofDays(1))).isLessThanOrEqualTo(budget.perDay());
        }
        assertThat(written).as("it refuses no more than a step's worth").hasSizeGreaterThan(budget.perDay());
    }

    private static long within(List<Instant> written, Instant now, Duration window) {
        return written.stream().filter(at -> at.isAfter(now.minus(window))).count();
    }

    @Test
    void theRefusalNamesRegisterAndLimitAndOneWriteIsKeptForTheRelease() {
        WriteBudget budget = new WriteBudget(3, 10);
        ledger.record(HOME, Map.of(REGISTER, 2), TEN);

        assertThat(ledger.refusal(HOME, Map.of(REGISTER, 1), Set.of(), budget, TEN))
                .isEmpty();
        assertThat(ledger.refusal(HOME, Map.of(REGISTER, 1), Set.of(REGISTER), budget, TEN))
                .hasValue("write budget: register 47247 was written 2 times within an hour, allowed are 3 with one kept"
                        + " for the release");
        assertThat(ledger.refusal(OTHER, Map.of(REGISTER, 1), Set.of(REGISTER), budget, TEN))
                .isEmpty();
        assertThat(ledger.left(HOME, REGISTER, budget, TEN)).isEqualTo(new WriteLedger.Left(1, 8));
        assertThat(ledger.left(HOME, REGISTER, budget, TEN.plus(Duration.ofMinutes(70))))
                .isEqualTo(new WriteLedger.Left(3, 8));
    }

    @Test
    void aClockThatWasPutBackDoesNotKeepWritesForEver() {
        WriteBudget budget = new WriteBudget(5, 5);
        Instant ahead = TEN.plus(Duration.ofDays(300));
        ledger.record(HOME, Map.of(REGISTER, 4), ahead);

        assertThat(ledger.left(HOME, REGISTER, budget, TEN).day())
                .as("counted all the same")
                .isEqualTo(1);
        ledger.record(HOME, Map.of(REGISTER, 1), TEN);
        assertThat(ledger.left(HOME, REGISTER, budget, TEN).day()).isZero();
        assertThat(ledger.left(HOME, REGISTER, budget, TEN.plus(Duration.ofHours(25)))
                        .day())
                .isEqualTo(5);
    }

    @Test
    void aSnapshotIsTheSame() {
        ledger.record(HOME, Map.of(REGISTER, 2, 5, 1), TEN);
        ledger.record(HOME, Map.of(REGISTER, 1), TEN.plusSeconds(4_000));
        ledger.record(OTHER, Map.of(5, 7), TEN);
        Instant now = TEN.plusSeconds(4_100);
        WriteLedger again = new WriteLedger();
        ledger.snapshot(now).forEach(again::restore);

        assertThat(again.spent(HOME, now)).isEqualTo(ledger.spent(HOME, now)).hasSize(2);
        assertThat(again.spent(OTHER, now)).isEqualTo(ledger.spent(OTHER, now));
    }
}
