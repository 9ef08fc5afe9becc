package energy.peerwatt.orderbook.book.store;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** Key of rows that a community has one of per account. */
@NullUnmarked
class AccountKey {
    UUID communityId;
    UUID accountId;

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountKey key
                && Objects.equals(communityId, key.communityId)
                && Objects.equals(accountId, key.accountId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(communityId, accountId);
    }
}
