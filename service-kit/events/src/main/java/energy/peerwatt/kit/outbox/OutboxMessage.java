package energy.peerwatt.kit.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "outbox")
class OutboxMessage {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String topic = "";

    @Nullable
    String key;

    /** JSON object of text to text. */
    String headers = "{}";

    byte[] payload = {};

    @Column(name = "sent_at")
    @Nullable
    Instant sentAt;
}
