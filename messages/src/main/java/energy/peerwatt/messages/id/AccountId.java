package energy.peerwatt.messages.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** A member of a community as the market and the ledger know it: an opaque pseudonym, no person. */
public record AccountId(@JsonValue UUID value) implements Comparable<AccountId> {
    @JsonCreator
    public AccountId {
        Objects.requireNonNull(value, "account id is missing");
    }

    /** @throws IllegalArgumentException if {@code text} is not a UUID */
    public static AccountId of(String text) {
        return new AccountId(Uuids.parse(text, "account id"));
    }

    /** The 16 bytes that are hashed and signed, most significant first. */
    public byte[] bytes() {
        return Uuids.bytes(value);
    }

    @Override
    public int compareTo(AccountId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
