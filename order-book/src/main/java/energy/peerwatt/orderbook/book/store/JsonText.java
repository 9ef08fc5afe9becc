package energy.peerwatt.orderbook.book.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Records as text in a column, null for the one that says nothing. */
final class JsonText {
    private JsonText() {}

    static String write(Object record) {
        try {
            return Json.mapper().writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot be written: " + record, e);
        }
    }

    static @Nullable String unless(Object record, Object nothing) {
        return record.equals(nothing) ? null : write(record);
    }

    static <T> T orElse(@Nullable String text, Class<T> type, T nothing) {
        try {
            return text == null ? nothing : Json.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("what is in the database cannot be read: " + text, e);
        }
    }
}
