package energy.peerwatt.messages.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
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
}
