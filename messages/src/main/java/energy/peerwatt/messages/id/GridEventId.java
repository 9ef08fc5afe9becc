package energy.peerwatt.messages.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** One demand-response call of a grid operator. */
public record GridEventId(@JsonValue UUID value) implements Comparable<GridEventId> {
    @JsonCreator
    public GridEventId {
        Objects.requireNonNull(value, "grid event id is missing");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID */
    public static GridEventId of(String text) {
        return new GridEventId(Uuids.parse(text, "grid event id"));
    }

    /** The 16 bytes that are hashed and signed, most significant first. */
    public byte[] bytes() {
        return Uuids.bytes(value);
    }

    @Override
    public int compareTo(GridEventId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
