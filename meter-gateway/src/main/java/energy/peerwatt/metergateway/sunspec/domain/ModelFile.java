package energy.peerwatt.metergateway.sunspec.domain;

import energy.peerwatt.metergateway.sunspec.domain.ModelDefinition.Field;
import energy.peerwatt.metergateway.sunspec.domain.ModelDefinition.Repeated;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads model definitions; the format is described at the head of {@code sunspec/models.txt}. */
final class ModelFile {
    private static final String GROUP_END = "end";

    private final List<ModelDefinition> models = new ArrayList<>();
    private Set<Integer> ids = Set.of();
    private List<Field> fixed = new ArrayList<>();
    private @Nullable String group;
    private @Nullable String repeatCount;
    private List<Field> repeatedFields = new ArrayList<>();
    private Optional<Repeated> repeated = Optional.empty();

    private ModelFile() {}

    /** @throws IllegalArgumentException naming the line that cannot be */
    static List<ModelDefinition> read(String text) {
        ModelFile file = new ModelFile();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                file.line(lines.get(i).strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        file.finish();
        return List.copyOf(file.models);
    }

    private void line(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        List<String> words = List.of(line.split("\\s+"));
        switch (words.getFirst()) {
            case "model" -> {
                finish();
                ids = words.stream().skip(1).map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
            }
            case "group" -> group = words.get(1);
            case "repeat" -> {
                group = words.get(1);
                repeatCount = option(words, "count=")
                        .orElseThrow(() -> new IllegalArgumentException("a repeated group needs count="));
            }
            case GROUP_END -> endGroup();
            default -> field(words);
        }
    }

    private void field(List<String> words) {
        List<Field> fields = repeatCount == null ? fixed : repeatedFields;
        int offset = Integer.parseInt(words.get(0));
        int expected = fields.isEmpty() ? 0 : fields.getLast().end();
        if (offset != expected) {
            throw new IllegalArgumentException("offset " + offset + " instead of " + expected);
        }
        String[] type = words.get(2).split("\\*");
        PointType known = PointType.valueOf(type[0].toUpperCase(Locale.ROOT));
        String prefix = group != null && repeatCount == null ? group + "." : "";
        fields.add(new Field(
                prefix + words.get(1),
                offset,
                known.registers() == 0 ? Integer.parseInt(type[1]) : known.registers(),
                known,
                option(words, "sf="),
                option(words, "unit="),
                words.contains("rw")));
    }

    private static Optional<String> option(List<String> words, String key) {
        return words.stream()
                .filter(word -> word.startsWith(key))
                .map(word -> word.substring(key.length()))
                .findFirst();
    }

    private void endGroup() {
        if (group != null && repeatCount != null) {
            repeated = Optional.of(new Repeated(group, repeatCount, repeatedFields));
        }
        group = null;
        repeatCount = null;
        repeatedFields = new ArrayList<>();
    }

    private void finish() {
        if (!fixed.isEmpty()) {
            ModelDefinition model = new ModelDefinition(ids, fixed, repeated);
            check(model);
            models.add(model);
        }
        fixed = new ArrayList<>();
        repeated = Optional.empty();
    }

    private static void check(ModelDefinition model) {
        Stream.concat(model.fixed().stream(), model.repeated().stream().flatMap(group -> group.fields().stream()))
                .flatMap(field -> field.scale().stream())
                .filter(scale -> model.field(scale).isEmpty()
                        && model.repeatedField(scale).isEmpty())
                .findFirst()
                .ifPresent(scale -> {
                    throw new IllegalArgumentException("model " + model.ids() + " has no " + scale);
                });
    }
}
