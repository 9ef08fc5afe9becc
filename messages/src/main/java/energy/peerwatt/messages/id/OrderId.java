package energy.peerwatt.messages.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** An order, unique over all communities. */
public record OrderId(@JsonValue UUID value) implements Comparable<OrderId> {
    @JsonCreator
    public OrderId {
        Objects.requireNonNull(value, "order id is missing");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID */
    public static OrderId of(String text) {
        return new OrderId(Uuids.parse(text, "order id"));
    }

    /** The 16 bytes that are hashed and signed, most significant first. */
    public byte[] bytes() {
        return Uuids.bytes(value);
    }

    @Override
    public int compareTo(OrderId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
