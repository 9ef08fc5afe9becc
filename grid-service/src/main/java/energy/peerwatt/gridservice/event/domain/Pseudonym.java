package energy.peerwatt.gridservice.event.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridEventId;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A participant as its operator sees it: the same within an event, another one in the next. */
public record Pseudonym(@JsonValue String value) {
    private static final int BYTES = 8;

    /** The first 16 hex digits of SHA-256 over the ids' bytes, event first. */
    public static Pseudonym of(GridEventId event, AccountId account) {
        byte[] hash = Hashing.sha256(
                ByteBuffer.allocate(32).put(event.bytes()).put(account.bytes()).array());
        return new Pseudonym(HexFormat.of().formatHex(hash, 0, BYTES));
    }
}
