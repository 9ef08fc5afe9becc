package energy.peerwatt.messages.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** What one device is asked to do in one demand-response call. */
public record DispatchId(@JsonValue UUID value) implements Comparable<DispatchId> {
    @JsonCreator
    public DispatchId {
        Objects.requireNonNull(value, "dispatch id is missing");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID */
    public static DispatchId of(String text) {
        return new DispatchId(Uuids.parse(text, "dispatch id"));
    }

    /** The 16 bytes that are hashed and signed, most significant first. */
    public byte[] bytes() {
        return Uuids.bytes(value);
    }

    @Override
    public int compareTo(DispatchId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
