package energy.peerwatt.messages.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** A trade between two orders; derived from the sealed book, so that a replay gives the same id. */
public record TradeId(@JsonValue UUID value) implements Comparable<TradeId> {
    @JsonCreator
    public TradeId {
        Objects.requireNonNull(value, "trade id is missing");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID */
    public static TradeId of(String text) {
        return new TradeId(Uuids.parse(text, "trade id"));
    }

    /** The 16 bytes that are hashed and signed, most significant first. */
    public byte[] bytes() {
        return Uuids.bytes(value);
    }

    @Override
    public int compareTo(TradeId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
