package energy.peerwatt.metergateway.sunspec.domain;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a model consists of.
 *
 * @param ids of the models that have exactly these points
 * @param fixed points at fixed offsets; one in a group is named {@code group.point}
 * @param repeated points that are there again and again up to the end
 */
public record ModelDefinition(Set<Integer> ids, List<Field> fixed, Optional<Repeated> repeated) {
    public ModelDefinition {
        ids = Set.copyOf(ids);
        fixed = List.copyOf(fixed);
    }

    /**
     * @param offset from the model's id, or from the beginning of the repeated group
     * @param scale name of its scale factor: in the same group, else in the model
     * @param unit as the standard writes it
     */
    public record Field(
            String name,
            int offset,
            int registers,
            PointType type,
            Optional<String> scale,
            Optional<String> unit,
            boolean writable) {
        public int end() {
            return offset + registers;
        }
    }

    /** @param count name of the point that says how often the group is there */
    public record Repeated(String name, String count, List<Field> fields) {
        public Repeated {
            fields = List.copyOf(fields);
        }

        public int registers() {
            return fields.getLast().end();
        }
    }

    /** Registers before the first repetition, id and length included. */
    public int fixedRegisters() {
        return fixed.getLast().end();
    }

    public Optional<Field> field(String name) {
        return find(fixed, name);
    }

    public Optional<Field> repeatedField(String name) {
        return repeated.flatMap(group -> find(group.fields(), name));
    }

    private static Optional<Field> find(List<Field> fields, String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
