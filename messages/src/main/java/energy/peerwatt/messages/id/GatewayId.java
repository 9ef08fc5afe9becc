package energy.peerwatt.messages.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** A gateway that reads meters and seals their readings. */
public record GatewayId(@JsonValue UUID value) implements Comparable<GatewayId> {
    @JsonCreator
    public GatewayId {
        Objects.requireNonNull(value, "gateway id is missing");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID */
    public static GatewayId of(String text) {
        return new GatewayId(Uuids.parse(text, "gateway id"));
    }

    /** The 16 bytes that are hashed and signed, most significant first. */
    public byte[] bytes() {
        return Uuids.bytes(value);
    }

    @Override
    public int compareTo(GatewayId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
