package energy.peerwatt.orderbook.book.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import energy.peerwatt.messages.Json;
import energy.peerwatt.orderbook.book.domain.Violation;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Violations as text in a column. */
final class Violations {
    private Violations() {}

    static String write(List<Violation> violations) {
        try {
            return Json.mapper().writeValueAsString(violations);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("violations cannot be written", e);
        }
    }

    static List<Violation> read(@Nullable String text) {
        try {
            return text == null ? List.of() : Json.mapper().readValue(text, new TypeReference<List<Violation>>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("violations in the database cannot be read: " + text, e);
        }
    }
}
