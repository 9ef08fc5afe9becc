package energy.peerwatt.orderbook.book.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.Uuids;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/** A command to a book. A second command of the same id has no effect. */
public record CommandId(@JsonValue UUID value) {
    @JsonCreator
    public CommandId {
        Objects.requireNonNull(value, "command id is missing");
    }

    /** The id of a command that anybody who issues it again must name the same way. */
    public static CommandId derived(String purpose, CommunityId community, Object what) {
        return new CommandId(Uuids.version8(
                Hashing.keccak256((purpose + "|" + community + "|" + what).getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
