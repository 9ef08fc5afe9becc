package energy.peerwatt.metergateway.sunspec.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.sunspec.domain.ModelPlan.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelReaderTest {
    /** A device with eight DC modules of 100 W each; its registers may change at a given read. */
    private static final class Device implements RegisterSource {
        private static final int REGISTERS = 10 + 8 * 20;

        final List<Span> reads = new ArrayList<>();
        int scaleChangesBefore = -1;
        int refusesFrom = Integer.MAX_VALUE;
        boolean changesOnAndOn;
        private int scale = 2;

        @Override
        public Answer read(int start, int count) {
            if (reads.size() == scaleChangesBefore || changesOnAndOn) {
                scale++;
            }
            reads.add(new Span(start - 1000, count));
            return start - 1000 + count > refusesFrom
                    ? new Answer.Failed("no answer in time")
                    : new Answer.Words(IntStream.range(start - 1000, start - 1000 + count)
                            .map(this::register)
                            .boxed()
                            .toList());
        }

        private int register(int offset) {
            return switch (offset) {
                case 0 -> 160;
                case 1 -> REGISTERS - 2;
                case 4 -> scale;
                case 8 -> 8;
                default -> offset > 10 && (offset - 10) % 20 == 11 ? 1 : 0;
            };
        }
    }

    private final Device device = new Device();
    private final Chain.Entry entry = new Chain.Entry(160, 1000, Device.REGISTERS - 2, 1);

    static Stream<Integer> ids() {
        return Models.ids().stream();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void spansCoverTheModelAndSplitNoPoint(int id) {
        ModelDefinition definition = Models.definition(id).orElseThrow();
        for (int most : List.of(125, 50, 36)) {
            int registers = definition.fixedRegisters()
                    + definition.repeated().map(group -> 7 * group.registers()).orElse(0);
            ModelPlan plan = ModelPlan.of(definition, registers, most);

            assertThat(plan.spans().getFirst().offset()).isZero();
            assertThat(plan.spans().getLast().end()).isEqualTo(registers);
            for (int i = 1; i < plan.spans().size(); i++) {
                assertThat(plan.spans().get(i).offset())
                        .isEqualTo(plan.spans().get(i - 1).end());
            }
            assertThat(plan.spans()).allMatch(span -> span.count() <= most);
            definition
                    .fixed()
                    .forEach(field -> assertThat(plan.spans())
                            .as(field.name())
                            .anyMatch(span -> span.holds(field.offset()) && span.end() >= field.end()));
            definition.fixed().stream()
                    .filter(field -> field.scale().isPresent())
                    .forEach(field -> {
                        int scale = definition
                                .field(field.scale().get())
                                .orElseThrow()
                                .offset();
                        assertThat(plan.spans().stream()
                                                .anyMatch(span -> span.holds(field.offset()) && span.holds(scale))
                                        || plan.again().orElseThrow().holds(scale))
                                .as(field.name())
                                .isTrue();
                    });
        }
    }

    @Test
    void theBigModelsValuesAndScaleFactorsTravelTogetherAndItsTextByItself() {
        ModelPlan plan = ModelPlan.of(Models.definition(701).orElseThrow(), 155, ModelPlan.MOST);

        assertThat(plan.spans()).containsExactly(new Span(0, 123), new Span(123, 32));
        assertThat(plan.again()).isEmpty();
    }

    @Test
    void scaleFactorsThatDoNotFitAreReadAgain() {
        ModelReading reading = ModelReader.read(device, entry, ModelPlan.MOST).orElseThrow();

        assertThat(device.reads).hasSize(3);
        assertThat(device.reads.getLast()).isEqualTo(new Span(2, 4));
        assertThat(reading.modules()).isEqualTo(8);
        assertThat(reading.number("DCW", 8))
                .hasValueSatisfying(it -> assertThat(it).isEqualByComparingTo("100"));
    }

    @Test
    void aScanWithinWhichAScaleFactorChangedIsDiscarded() {
        device.scaleChangesBefore = 1;

        ModelReading reading = ModelReader.read(device, entry, ModelPlan.MOST).orElseThrow();

        assertThat(device.reads).hasSize(6);
        assertThat(reading.number("DCW", 1))
                .hasValueSatisfying(it -> assertThat(it).isEqualByComparingTo("1000"));
        assertThat(reading.number("DCW", 8))
                .hasValueSatisfying(it -> assertThat(it).isEqualByComparingTo("1000"));
    }

    @Test
    void scaleFactorsThatNeverStandStillGiveNoValue() {
        device.changesOnAndOn = true;

        assertThat(ModelReader.read(device, entry, ModelPlan.MOST)).isEmpty();
    }

    @Test
    void halfAModelIsNone() {
        device.refusesFrom = 130;

        assertThat(ModelReader.read(device, entry, ModelPlan.MOST)).isEmpty();
    }

    @Test
    void aModelNobodyKnowsIsNotRead() {
        assertThat(ModelReader.read(device, new Chain.Entry(64_001, 1000, 10, 1), ModelPlan.MOST))
                .isEqualTo(Optional.empty());
        assertThat(device.reads).isEmpty();
    }
}
