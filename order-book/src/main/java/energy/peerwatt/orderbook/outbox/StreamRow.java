package energy.peerwatt.orderbook.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A topic and key whose events are sent in order, and who sends them now. */
@Entity
@Table(name = "outbox_stream")
@IdClass(StreamRow.Key.class)
@NullUnmarked
class StreamRow {
    @Id
    String topic;

    @Id
    @Column(name = "key")
    String key;

    @Column(name = "claimed_by")
    UUID claimedBy;

    static class Key {
        String topic;
        String key;

        static Key of(OutboxRow row) {
            Key stream = new Key();
            stream.topic = row.topic;
            stream.key = row.key;
            return stream;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key id && Objects.equals(topic, id.topic) && Objects.equals(key, id.key);
        }

        @Override
        public int hashCode() {
            return Objects.hash(topic, key);
        }
    }
}
