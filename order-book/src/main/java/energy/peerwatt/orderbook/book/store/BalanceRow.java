package energy.peerwatt.orderbook.book.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** What settlement last said an account can spend, nano-currency. */
@Entity
@Table(name = "balance")
@IdClass(AccountKey.class)
@NullUnmarked
class BalanceRow {
    @Id
    @Column(name = "community_id")
    UUID communityId;

    @Id
    @Column(name = "account_id")
    UUID accountId;

    long available;
}
