package energy.peerwatt.messages.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.JsonCanonicalizer;

/** Canonical JSON (RFC 8785) of a value, and its Keccak-256. */
public final class CanonicalJson {
    private CanonicalJson() {}

    public static byte[] bytes(Object value) {
        try {
            return new JsonCanonicalizer(Json.mapper().writeValueAsString(value)).getEncodedUTF8();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be made canonical: " + value.getClass(), e);
        }
    }

    public static Hash32 hash(Object value) {
        return Hash32.of(Hashing.keccak256(bytes(value)));
    }

    /**
     * As {@link #hash}, several times as fast, for a value all of whose records are annotated to write their fields in
     * alphabetical order. Only where the text has an escape by number, which has a form of its own in RFC 8785, it takes
     * the long way.
     */
    public static Hash32 hashOfOrdered(Object value) {
        try {
            String text = Json.mapper().writeValueAsString(value);
            return text.contains("\\u")
                    ? hash(value)
                    : Hash32.of(Hashing.keccak256(text.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
