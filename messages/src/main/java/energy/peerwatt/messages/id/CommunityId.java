package energy.peerwatt.messages.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** A local market: its members trade with each other. On chain it is called a cell. */
public record CommunityId(@JsonValue UUID value) implements Comparable<CommunityId> {
    @JsonCreator
    public CommunityId {
        Objects.requireNonNull(value, "community id is missing");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID */
    public static CommunityId of(String text) {
        return new CommunityId(Uuids.parse(text, "community id"));
    }

    /** The 16 bytes that are hashed and signed, most significant first. */
    public byte[] bytes() {
        return Uuids.bytes(value);
    }

    @Override
    public int compareTo(CommunityId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
