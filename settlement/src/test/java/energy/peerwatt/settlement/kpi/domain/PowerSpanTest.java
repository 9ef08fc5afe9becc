package energy.peerwatt.settlement.kpi.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.peerwatt.settlement.kpi.domain.PowerSpan.Part;
import energy.peerwatt.settlement.kpi.domain.PowerSpan.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Power to energy, against second by second. */
class PowerSpanTest {
    private static final Instant START = Instant.parse("2026-06-01T10:00:00Z");

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void energyIsThatOfEverySecondAndLiesInItsFiveMinutes(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Report> reports = new ArrayList<>();
        for (long second = random.nextInt(60); second < 3_600; second += 1 + random.nextInt(170)) {
            reports.add(new Report(START.plusSeconds(second), random.nextInt(10_000), random.nextInt(-5_000, 5_000)));
        }
        double[] generated = new double[12];
        double[] battery = new double[12];
        long[] millis = new long[12];
        for (int i = 1; i < reports.size(); i++) {
            Report before = reports.get(i - 1);
            Report after = reports.get(i);
            for (Instant at = before.at(); at.isBefore(after.at()); at = at.plusSeconds(1)) {
                int unit = (int) ((at.getEpochSecond() - START.getEpochSecond()) / 300);
                generated[unit] += 1_000 * (before.generationW() + after.generationW()) / 2.0;
                battery[unit] += 1_000 * (before.batteryW() + after.batteryW()) / 2.0;
                millis[unit] += 1_000;
            }
            for (Part part : PowerSpan.between(before, after)) {
                int unit = (int) (part.number() - START.getEpochSecond() / 300);
                generated[unit] -= part.generated();
                battery[unit] -= part.charged() - part.discharged();
                millis[unit] -= part.millis();
                assertThat(Math.min(part.charged(), part.discharged())).isZero();
            }
        }

        assertThat(millis).containsOnly(0);
        for (int unit = 0; unit < 12; unit++) {
            assertThat(generated[unit]).as("W ms of unit %d", unit).isCloseTo(0, within(1_000.0));
            assertThat(battery[unit]).as("W ms of unit %d", unit).isCloseTo(0, within(1_000.0));
        }
    }

    @Test
    void longSilenceAndReportsThatComeAgainSayNothing() {
        Report first = new Report(START, 1_000, 0);

        assertThat(PowerSpan.between(first, first)).isEmpty();
        assertThat(PowerSpan.between(new Report(START.plusSeconds(1), 1, 1), first))
                .isEmpty();
        assertThat(PowerSpan.between(first, new Report(START.plus(PowerSpan.LONGEST), 1_000, 0)))
                .hasSize(1);
        assertThat(PowerSpan.between(
                        first, new Report(START.plus(PowerSpan.LONGEST).plusMillis(1), 1_000, 0)))
                .isEmpty();
    }
}
