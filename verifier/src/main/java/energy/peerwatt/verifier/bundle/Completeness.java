package energy.peerwatt.verifier.bundle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what is missing in a record that was read from JSON: every component that is not marked nullable must be there. */
final class Completeness {
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents())
                    .map(component ->
                            new Field(component, component.getAnnotatedType().isAnnotationPresent(Nullable.class)))
                    .toList();
        }
    };

    private record Field(RecordComponent component, boolean optional) {}

    private Completeness() {}

    /** @throws IllegalArgumentException naming the path of the first missing field */
    static void require(@Nullable Object value, String path) {
        switch (value) {
            case null -> throw new IllegalArgumentException(path + " is missing");
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    require(list.get(i), path + "[" + i + "]");
                }
            }
            case Record object -> {
                for (Field field : FIELDS.get(object.getClass())) {
                    Object part = read(object, field.component());
                    if (part != null || !field.optional()) {
                        require(part, path + "." + field.component().getName());
                    }
                }
            }
            default -> {
                // A number, a text, a time: there, and that is all that matters.
            }
        }
    }

    private static @Nullable Object read(Record object, RecordComponent component) {
        try {
            return component.getAccessor().invoke(object);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
