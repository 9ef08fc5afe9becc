package energy.peerwatt.orderbook.book.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A command that was dealt with; it will have no effect again. */
@Entity
@Table(name = "processed_command")
@NullUnmarked
class CommandRow {
    @Id
    UUID id;

    @Column(name = "community_id")
    UUID communityId;

    @Column(name = "issued_at")
    Instant issuedAt;

    String violations;
}
