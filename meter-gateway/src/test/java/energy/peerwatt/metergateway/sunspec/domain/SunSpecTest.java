package energy.peerwatt.metergateway.sunspec.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SunSpecTest {
    private final Map<Integer, Integer> registers = new HashMap<>();
    private final RegisterSource source = (start, count) -> {
        List<Integer> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (!registers.containsKey(start + i)) {
                return new RegisterSource.Answer.NoSuchAddress();
            }
            words.add(registers.get(start + i));
        }
        return new RegisterSource.Answer.Words(words);
    };

    @Test
    void chainIsFoundAtEachOfTheThreeBases() {
        for (int base : Discovery.BASES) {
            registers.clear();
            chain(base, 1, 66, 103, 50, 0xFFFF, 0);
            assertThat(found())
                    .isEqualTo(new Chain(
                            base,
                            List.of(new Chain.Entry(1, base + 2, 66, 1), new Chain.Entry(103, base + 70, 50, 1))));
        }
    }

    @Test
    void chainWithoutEndModelEndsWhereTheDeviceRefuses() {
        chain(40_000, 1, 66, 103, 50);

        assertThat(found().models()).hasSize(2);
    }

    @Test
    void endModelNeedsNoLength() {
        chain(40_000, 1, 65);
        registers.put(40_069, 0xFFFF);

        assertThat(found().models()).containsExactly(new Chain.Entry(1, 40_002, 65, 1));
    }

    @Test
    void lengthZeroAndEndlessChainsStop() {
        chain(40_000, 1, 66, 103, 0, 160, 8);
        assertThat(found().models()).hasSize(1);

        registers.clear();
        chain(0);
        for (int at = 2; at < 65_536; at++) {
            registers.put(at, 1);
        }
        assertThat(found().models()).hasSize(Discovery.MOST_MODELS);
    }

    @Test
    void aModelThatWouldEndBeyondTheAddressSpaceEndsTheChain() {
        chain(50_000, 1, 66, 103, 50);
        registers.put(50_122, 701);
        registers.put(50_123, 0xFFFE);

        assertThat(found().models()).hasSize(2);
    }

    @Test
    void everyFurtherCommonModelIsAnotherDevice() {
        chain(40_000, 1, 66, 103, 50, 64_001, 4, 1, 65, 203, 105, 1, 66, 203, 105, 0xFFFF, 0);

        assertThat(found().models())
                .extracting(entry -> entry.device() + ":" + entry.id())
                .containsExactly("1:1", "1:103", "1:64001", "2:1", "2:203", "3:1", "3:203");
        assertThat(found().first(203))
                .hasValueSatisfying(entry -> assertThat(entry.device()).isEqualTo(2));
    }

    @Test
    void theFirstOfSeveralModelsIsTheOneThatIsPreferred() {
        chain(40_000, 1, 66, 103, 50, 701, 153, 0xFFFF, 0);

        assertThat(found().first(InverterModels.ALTERNATING))
                .hasValueSatisfying(entry -> assertThat(entry.id()).isEqualTo(701));
        assertThat(found().first(List.of(124, 714))).isEmpty();
    }

    @Test
    void silenceIsNotTheSameAsNoSunSpec() {
        assertThat(Discovery.discover(source)).isInstanceOf(Discovery.Outcome.NotFound.class);
        assertThat(Discovery.discover((start, count) -> new RegisterSource.Answer.Failed("no answer")))
                .isEqualTo(new Discovery.Outcome.NotFound("no answer"));
    }

    @Test
    void batteryIsWhatGoesInLessWhatComesOutAndTheRoofIsTheRest() {
        InverterPicture charging =
                picture(Optional.of(3_000L), module("PV", 5_100), module("StCha", 2_000), module("StDisCha", 0));
        assertThat(charging.batteryWatts()).contains(2_000L);
        assertThat(charging.generationWatts()).contains(5_000L);

        InverterPicture night =
                picture(Optional.of(790L), module("PV", 0), module("StCha", 0), module("StDisCha", 800));
        assertThat(night.batteryWatts()).contains(-800L);
        assertThat(night.generationWatts()).contains(0L);

        InverterPicture without = picture(Optional.of(4_000L), module("PV", 4_100));
        assertThat(without.batteryWatts()).isEmpty();
        assertThat(without.generationWatts()).contains(4_000L);

        assertThat(picture(Optional.empty(), module("PV", 1)).generationWatts()).isEmpty();
    }

    @Test
    void modulesChargeAndControlsComeFromTheirModels() {
        Map<Integer, Integer> mppt = Map.of(4, 1, 8, 2, 11, 'P' << 8 | 'V', 21, 123, 41, 0xFFFF);
        assertThat(InverterModels.modules(model(160, 50, mppt)))
                .containsExactly(
                        new InverterPicture.Module("PV", Optional.of(1_230L)),
                        new InverterPicture.Module("", Optional.empty()));
        assertThat(InverterModels.chargePermille(model(124, 26, Map.of(8, 5_550, 22, 0xFFFE))))
                .contains(555);
        assertThat(InverterModels.controls(model(123, 26, Map.of(4, 1, 5, 6_000, 9, 1, 23, 0xFFFE))))
                .isEqualTo(new InverterPicture.Controls(Optional.of(true), Optional.of(true), Optional.of(600)));
    }

    private Chain found() {
        assertThat(Discovery.discover(source)).isInstanceOf(Discovery.Outcome.Found.class);
        return ((Discovery.Outcome.Found) Discovery.discover(source)).chain();
    }

    /** Writes the mark and then models by id and length. */
    private void chain(int base, int... idsAndLengths) {
        registers.put(base, 0x5375);
        registers.put(base + 1, 0x6E53);
        int at = base + 2;
        for (int i = 0; i < idsAndLengths.length; i += 2) {
            registers.put(at, idsAndLengths[i]);
            registers.put(at + 1, idsAndLengths[i + 1]);
            at += 2 + idsAndLengths[i + 1];
        }
    }

    private static ModelReading model(int id, int registers, Map<Integer, Integer> values) {
        List<Integer> words = new ArrayList<>(Collections.nCopies(registers, 0));
        values.forEach(words::set);
        return new ModelReading(Models.definition(id).orElseThrow(), words);
    }

    private static InverterPicture picture(Optional<Long> watts, InverterPicture.Module... modules) {
        return new InverterPicture(watts, List.of(modules), Optional.empty());
    }

    private static InverterPicture.Module module(String name, long watts) {
        return new InverterPicture.Module(name, Optional.of(watts));
    }
}
