package energy.peerwatt.orderbook.automation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceLadderTest {
    private static final Duration WINDOW = Duration.ofMinutes(30);
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Price TICK = new Price(1);

    /** G11 of design/market.md. */
    @Test
    void thePublishedLadderComesOut() {
        assertThat(ladder(30, 70, WINDOW, EVERY, TICK).limits())
                .extracting(Price::microPerKwh)
                .containsExactly(30L, 38L, 46L, 54L, 62L, 70L);
        assertThat(ladder(70, 30, WINDOW, EVERY, TICK).limits())
                .extracting(Price::microPerKwh)
                .containsExactly(70L, 62L, 54L, 46L, 38L, 30L);
    }

    @Test
    void aStepHoldsFromItsStartUpToTheNext() {
        PriceLadder ladder = ladder(30, 70, WINDOW, EVERY, TICK);
        Instant start = Instant.parse("2026-06-01T10:00:00Z");

        assertThat(List.of(-1L, 0L, 299L, 300L, 1_499L, 1_500L, 1_800L, 90_000L))
                .extracting(
                        second -> ladder.at(start, start.plusSeconds(second)).microPerKwh())
                .containsExactly(30L, 30L, 30L, 38L, 62L, 70L, 70L, 70L);
    }

    @Test
    void betweenTicksTheHouseholdIsFavoured() {
        Price tick = new Price(10);

        assertThat(ladder(100, 0, WINDOW, EVERY.multipliedBy(2), tick).limits())
                .as("a seller comes down late")
                .containsExactly(new Price(100), new Price(50), new Price(0));
        assertThat(ladder(0, 50, WINDOW, EVERY.multipliedBy(2), tick).limits())
                .as("a buyer goes up late")
                .containsExactly(new Price(0), new Price(20), new Price(50));
        assertThat(ladder(50, 0, WINDOW, EVERY.multipliedBy(2), tick).limits())
                .containsExactly(new Price(50), new Price(30), new Price(0));
    }

    /** Against the line through both ends, reckoned in fractions. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyStepIsOnTheTickAndLessThanATickOffTheLine(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            long tick = random.nextInt(1, 2_000);
            long from = random.nextInt(500) * tick;
            long to = random.nextInt(500) * tick;
            int steps = random.nextInt(2, 40);
            List<Price> limits = ladder(
                            from, to, Duration.ofSeconds(7L * steps), Duration.ofSeconds(7), new Price(tick))
                    .limits();
            assertThat(limits).hasSize(steps);
            assertThat(limits.getFirst()).isEqualTo(new Price(from));
            assertThat(limits.getLast()).isEqualTo(new Price(to));
            for (int i = 0; i < steps; i++) {
                double line = from + (to - from) * (double) i / (steps - 1);
                double behind = (line - limits.get(i).microPerKwh()) * Long.signum(to - from);
                assertThat(limits.get(i).microPerKwh() % tick).isZero();
                assertThat(behind).isBetween(-1e-6, tick - 1e-9);
            }
        }
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        PriceLadder.Checked checked =
                PriceLadder.of(new Price(15), new Price(21), Duration.ZERO, Duration.ofMillis(1_500), new Price(10));
        PriceLadder.Checked uneven =
                PriceLadder.of(new Price(10), new Price(20), WINDOW, Duration.ofMinutes(7), new Price(10));
        PriceLadder.Checked oneStep = PriceLadder.of(new Price(10), new Price(20), WINDOW, WINDOW, new Price(10));

        assertThat(fields(checked)).containsExactly("from", "to", "window", "every");
        assertThat(fields(uneven)).containsExactly("every");
        assertThat(fields(oneStep)).containsExactly("every");
    }

    private static List<String> fields(PriceLadder.Checked checked) {
        return switch (checked) {
            case PriceLadder.Checked.Fine fine -> List.of();
            case PriceLadder.Checked.Wrong(List<Violation> violations) ->
                violations.stream().map(Violation::field).toList();
        };
    }

    private static PriceLadder ladder(long from, long to, Duration window, Duration every, Price tick) {
        PriceLadder.Checked checked = PriceLadder.of(new Price(from), new Price(to), window, every, tick);
        if (checked instanceof PriceLadder.Checked.Fine(PriceLadder ladder)) {
            return ladder;
        }
        throw new AssertionError("no ladder: " + checked);
    }
}
