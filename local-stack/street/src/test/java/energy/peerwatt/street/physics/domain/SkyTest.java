package energy.peerwatt.street.physics.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkyTest {
    private static final long DAY = 86_400;
    private static final long FIRST = 20_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void firstDayIsSunnyWhateverTheSeed(long seed) {
        Sky sky = new Sky(seed, FIRST);

        assertThat(LongStream.range(0, DAY / 60).mapToDouble(minute -> sky.clearness(FIRST * DAY + 60 * minute)))
                .allMatch(clearness -> clearness >= 0.92 && clearness <= 1);
    }

    @Test
    void otherDaysDiffer() {
        Sky sky = new Sky(7, FIRST);
        double[] noons = LongStream.range(1, 30)
                .mapToDouble(day -> sky.clearness((FIRST + day) * DAY + DAY / 2))
                .sorted()
                .toArray();

        assertThat(noons[0]).isBetween(0.1, 0.7);
        assertThat(noons[noons.length - 1]).isBetween(0.9, 1.0);
    }

    @Test
    void cloudsMoveSmoothly() {
        Sky sky = new Sky(3, 0);

        assertThat(LongStream.range(0, 3_600)
                        .mapToDouble(second ->
                                Math.abs(sky.clearness(FIRST * DAY + second + 1) - sky.clearness(FIRST * DAY + second)))
                        .max()
                        .orElseThrow())
                .isPositive()
                .isLessThan(0.01);
    }
}
