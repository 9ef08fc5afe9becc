package energy.peerwatt.verifier.check;

import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Line;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares records field by field, so that a difference names the innermost field. */
final class Fields {
    private Fields() {}

    static void same(Line<?> line, String where, String path, @Nullable Object expected, @Nullable Object found)
            throws Difference {
        if (Objects.equals(expected, found)) {
            return;
        }
        if (expected instanceof List<?> wanted && found instanceof List<?> given) {
            line.same(where, "length of " + path, wanted.size(), given.size());
            for (int i = 0; i < wanted.size(); i++) {
                same(line, where, path + "[" + i + "]", wanted.get(i), given.get(i));
            }
        }
        if (expected instanceof Record wanted
                && found instanceof Record given
                && wanted.getClass() == given.getClass()) {
            for (RecordComponent component : wanted.getClass().getRecordComponents()) {
                same(line, where, path + "." + component.getName(), read(wanted, component), read(given, component));
            }
        }
        throw line.difference(where, path, expected, found);
    }

    private static @Nullable Object read(Record object, RecordComponent component) {
        try {
            return component.getAccessor().invoke(object);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
