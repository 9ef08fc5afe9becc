package energy.peerwatt.metergateway.commission.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.commission.domain.DirectionTest.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectionTestTest {
    private static final Tape TAPE = new Tape();
    private static final List<Snapshot> BEFORE =
            List.of(TAPE.snapshot(100, 150, 200), TAPE.snapshot(160, 150, 200), TAPE.snapshot(120, 150, 200));

    /** The home wanders between 100 and 160 W on L1 by itself. */
    @ParameterizedTest(name = "L1 to {0} W, then {1} W: {2}")
    @CsvSource({
        "2100, 2110, Proven, L1 +1950 W",
        "660, 660, Proven, L1 +500 W",
        "659, 659, Waiting, L1 +499 W",
        "2100, 150, Waiting, L1 0 W",
        "150, 2100, Waiting, L1 +1940 W",
        "-1900, -1910, Wrong, L1 -2010 W",
        "-399, -399, Waiting, L1 -499 W",
        "130, 140, Waiting, L1 0 W"
    })
    void importHasToRiseByHalfAKilowattOnOnePhaseAndStay(int first, int second, String outcome, String seen) {
        Outcome found =
                DirectionTest.load(BEFORE, List.of(TAPE.snapshot(first, 150, 200), TAPE.snapshot(second, 150, 200)));

        assertThat(found.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(text(found)).isEqualTo(seen);
    }

    @ParameterizedTest(name = "production {0} W, grid {1} W: {2}")
    @CsvSource({
        "3000, -2400, Proven",
        "3000, -100, Proven",
        "3000, -99, Waiting",
        "3000, 2400, Waiting",
        "3000, 3001, Wrong",
        "499, -400, Wrong"
    })
    void aRoofHasToShowAsExport(long production, int grid, String outcome) {
        List<Snapshot> twice =
                IntStream.range(0, 2).mapToObj(i -> TAPE.snapshot(grid, 0, 0)).toList();

        assertThat(DirectionTest.generation(production, twice).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Proven proven -> proven.seen();
            case Outcome.Wrong wrong -> wrong.seen();
            case Outcome.Waiting waiting -> waiting.seen();
        };
    }
}
