package energy.peerwatt.metergateway.sunspec.domain;

import energy.peerwatt.metergateway.sunspec.domain.ModelDefinition.Field;
import energy.peerwatt.metergateway.sunspec.domain.ModelDefinition.Repeated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * In which requests a model is read. A point is never split. Where a value and its scale factor do not fit into one
 * request, the scale factors are read again afterwards, for a device may change them at any time.
 *
 * @param spans one after the other, from the model's id to its end
 * @param again scale factors that other requests than their own depend on
 */
public record ModelPlan(List<Span> spans, Optional<Span> again) {
    /** The most registers in one reply of the protocol. */
    public static final int MOST = 125;

    public ModelPlan {
        spans = List.copyOf(spans);
    }

    /** @param offset from the model's id */
    public record Span(int offset, int count) {
        public int end() {
            return offset + count;
        }

        boolean holds(int address) {
            return address >= offset && address < end();
        }
    }

    private record Placed(int start, Field field, Optional<Integer> scale) {
        int end() {
            return start + field.registers();
        }
    }

    /**
     * @param registers of the model as the device has it, id and length included
     * @param most registers in one request, at most {@link #MOST}
     */
    public static ModelPlan of(ModelDefinition definition, int registers, int most) {
        List<Placed> points = placed(definition, registers)
                .filter(point -> point.end() <= registers)
                .toList();
        List<Span> spans = new ArrayList<>();
        int from = 0;
        int to = 0;
        for (Placed point : points) {
            if (point.end() - from > most) {
                spans.add(new Span(from, to - from));
                from = point.start();
            }
            to = point.end();
        }
        spans.add(new Span(from, to - from));
        return new ModelPlan(spans, again(points, spans));
    }

    private static Optional<Span> again(List<Placed> points, List<Span> spans) {
        List<Integer> apart = points.stream()
                .filter(point -> point.scale()
                        .filter(scale ->
                                spans.stream().noneMatch(span -> span.holds(point.start()) && span.holds(scale)))
                        .isPresent())
                .map(point -> point.scale().orElseThrow())
                .distinct()
                .sorted()
                .toList();
        return apart.isEmpty()
                ? Optional.empty()
                : Optional.of(new Span(apart.getFirst(), apart.getLast() - apart.getFirst() + 1));
    }

    private static Stream<Placed> placed(ModelDefinition definition, int registers) {
        Stream<Placed> fixed = definition.fixed().stream()
                .map(field ->
                        new Placed(field.offset(), field, field.scale().flatMap(scale -> offset(definition, scale))));
        return Stream.concat(
                fixed, definition.repeated().stream().flatMap(group -> modules(definition, group, registers)));
    }

    private static Stream<Placed> modules(ModelDefinition definition, Repeated group, int registers) {
        int count = Math.max(0, registers - definition.fixedRegisters()) / group.registers();
        return IntStream.range(0, count)
                .map(module -> definition.fixedRegisters() + module * group.registers())
                .boxed()
                .flatMap(start -> group.fields().stream()
                        .map(field -> new Placed(
                                start + field.offset(),
                                field,
                                field.scale()
                                        .flatMap(scale -> definition
                                                .repeatedField(scale)
                                                .map(own -> start + own.offset())
                                                .or(() -> offset(definition, scale))))));
    }

    private static Optional<Integer> offset(ModelDefinition definition, String name) {
        return definition.field(name).map(Field::offset);
    }
}
