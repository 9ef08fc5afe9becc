package energy.peerwatt.messages.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.peerwatt.messages.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * Canonical JSON (RFC 8785) of a value, and its Keccak-256. Nearly everything that is hashed here is canonical as soon as
 * its fields are written in the order of their names, which costs a fraction of making it so afterwards: so that is tried,
 * watched while it is written, and given up for the long way at the first doubt.
 */
public final class CanonicalJson {
    private static final ObjectMapper ORDERED = Json.configure(JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build());

    private CanonicalJson() {}

    public static byte[] bytes(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return isCanonicalAsWritten(value, bytes::write) ? bytes.toByteArray() : madeCanonical(value);
    }

    public static Hash32 hash(Object value) {
        KeccakDigest digest = new KeccakDigest(256);
        if (!isCanonicalAsWritten(value, digest::update)) {
            return Hash32.of(Hashing.keccak256(madeCanonical(value)));
        }
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return Hash32.of(hash);
    }

    /** Writes a value; false if what came out, maybe not all of it, must not be used. */
    private static boolean isCanonicalAsWritten(Object value, PlainBytes.Sink to) {
        try (JsonGenerator writer = new CanonicalWriter(ORDERED.getFactory().createGenerator(new PlainBytes(to)))) {
            ORDERED.writeValue(writer, value);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] madeCanonical(Object value) {
        try {
            return new JsonCanonicalizer(Json.mapper().writeValueAsString(value)).getEncodedUTF8();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be made canonical: " + value.getClass(), e);
        }
    }
}
