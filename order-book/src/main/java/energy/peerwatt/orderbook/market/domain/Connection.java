package energy.peerwatt.orderbook.market.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.BuildingId;
import energy.peerwatt.messages.quantity.Power;
import org.jspecify.annotations.Nullable;

/**
 * What a community knows of a member's home.
 *
 * @param building of its zone; who lives in it trades first among equals
 * @param maxExport most that the home can give, by its nameplate; absent where nobody has said it
 * @param maxImport most that the home can take; absent where nobody has said it
 * @param owner who stands behind the account, by whatever name: accounts of one owner do not trade with each other
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Connection(
        @Nullable BuildingId building,
        @Nullable Power maxExport,
        @Nullable Power maxImport,
        @Nullable String owner) {
    public static final Connection UNKNOWN = new Connection(null, null, null, null);

    private static final int LONGEST_OWNER = 100;

    /** @throws IllegalArgumentException naming the bad value */
    public Connection {
        if (owner != null && (owner.isBlank() || owner.length() > LONGEST_OWNER)) {
            throw new IllegalArgumentException("owner must be 1 to " + LONGEST_OWNER + " characters: " + owner);
        }
    }
}
