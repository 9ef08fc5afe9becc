package energy.peerwatt.metergateway.control.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.control.domain.StorageReading.Write;
import energy.peerwatt.metergateway.sunspec.domain.ModelDefinition;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import energy.peerwatt.metergateway.sunspec.domain.Models;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SetPointTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itIsTheHighestValueThatIsNotAboveOrderOrDevice(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int scale = -random.nextInt(4);
        long rated = 1 + random.nextLong(20_000);
        long most = 1 + random.nextLong(rated);
        long asked = 1 + random.nextLong(30_000);
        StorageReading device =
                new StorageReading(0, 0, Optional.of(0), scale, BigDecimal.valueOf(rated), BigDecimal.valueOf(most));

        Optional<SetPoint> found = SetPoint.of(asked, device, 300);

        int highest = 0;
        for (int rate = 1; rate <= 32_767; rate++) {
            // rate x 10^scale percent of rated, without a fraction: both sides times 100 x 10^-scale.
            boolean fits = Math.multiplyExact((long) rate, rated) <= Math.min(asked, most) * 100 * tens(-scale);
            highest = fits ? rate : highest;
        }
        if (found.isPresent()) {
            assertThat(found.get().rate()).isEqualTo(highest);
            assertThat(found.get().watts()).isEqualTo(highest * rated / (100 * tens(-scale)));
            assertThat(found.get().watts()).isLessThanOrEqualTo(Math.min(asked, most));
        } else {
            assertThat(highest).as("no value, or more than the register holds").isIn(0, 32_767);
        }
    }

    @Test
    void theLowestOfThreeLimitsCounts() {
        ModelReading storage = block(124, Map.of(2, 36, 18, 2, 5, 0, 12, 10_000, 15, 0, 25, 0xFFFE));

        assertThat(StorageReading.of(storage, Optional.empty()).orElseThrow().mostWatts())
                .isEqualByComparingTo("3600");
        assertThat(StorageReading.of(storage, Optional.of(block(120, Map.of(25, 30, 26, 2, 3, 5_000, 4, 0))))
                        .orElseThrow()
                        .mostWatts())
                .isEqualByComparingTo("3000");
        assertThat(StorageReading.of(storage, Optional.of(block(120, Map.of(25, 0xFFFF, 26, 0x8000, 3, 25, 4, 2))))
                        .orElseThrow()
                        .mostWatts())
                .isEqualByComparingTo("2500");
    }

    @Test
    void withoutAScaleFactorNothingCanBeSet() {
        assertThat(StorageReading.of(
                        block(124, Map.of(2, 3_600, 18, 0, 5, 0, 12, 100, 15, 0, 25, 0x8000)), Optional.empty()))
                .isEmpty();
        assertThat(StorageReading.of(
                        block(124, Map.of(2, 3_600, 18, 0x8000, 5, 0, 12, 100, 15, 0, 25, 0)), Optional.empty()))
                .isEmpty();
    }

    @Test
    void theTimerGoesFirstAndWhatEnablesLast() {
        StorageReading device = StorageReading.of(
                        block(124, Map.of(2, 3_600, 18, 0, 5, 0, 12, 10_000, 15, 0, 25, 0xFFFE)), Optional.empty())
                .orElseThrow();
        SetPoint setPoint = SetPoint.of(1_800, device, 120).orElseThrow();

        assertThat(device.writes(setPoint))
                .containsExactly(
                        new Write("InOutWRte_RvrtTms", 120), new Write("OutWRte", 5_000), new Write("StorCtl_Mod", 2));
    }

    @Test
    void aDeviceWithoutTimerGetsNone() {
        StorageReading device = StorageReading.of(
                        block(124, Map.of(2, 3_600, 18, 0, 5, 0, 12, 10_000, 15, 0xFFFF, 25, 0xFFFE)), Optional.empty())
                .orElseThrow();
        SetPoint setPoint = SetPoint.of(1_800, device, 120).orElseThrow();

        assertThat(setPoint.reversionSeconds()).isZero();
        assertThat(device.writes(setPoint)).containsExactly(new Write("OutWRte", 5_000), new Write("StorCtl_Mod", 2));
    }

    private static long tens(int exponent) {
        long result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= 10;
        }
        return result;
    }

    private static ModelReading block(int model, Map<Integer, Integer> words) {
        ModelDefinition definition = Models.definition(model).orElseThrow();
        List<Integer> all = new ArrayList<>(Collections.nCopies(definition.fixedRegisters(), 0));
        words.forEach(all::set);
        return new ModelReading(definition, all);
    }
}
