package energy.peerwatt.orderbook.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of the outbox as the relay reads it. */
@Entity
@Immutable
@Table(name = "outbox")
@NullUnmarked
class OutboxRow {
    @Id
    Long id;

    @Column(name = "event_id")
    UUID eventId;

    String topic;

    @Column(name = "key")
    String key;

    String type;
    String subject;

    @Column(name = "event_time")
    Instant eventTime;

    String reason;
    byte[] payload;

    @Column(name = "sent_at")
    Instant sentAt;
}
