package energy.peerwatt.messages.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** One metering point. */
public record MeterId(@JsonValue UUID value) implements Comparable<MeterId> {
    @JsonCreator
    public MeterId {
        Objects.requireNonNull(value, "meter id is missing");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID */
    public static MeterId of(String text) {
        return new MeterId(Uuids.parse(text, "meter id"));
    }

    /** The 16 bytes that are hashed and signed, most significant first. */
    public byte[] bytes() {
        return Uuids.bytes(value);
    }

    @Override
    public int compareTo(MeterId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
