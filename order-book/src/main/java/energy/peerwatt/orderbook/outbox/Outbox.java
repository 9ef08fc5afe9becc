package energy.peerwatt.orderbook.outbox;

import energy.peerwatt.orderbook.config.BulkSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The door into the outbox: events go in with the transaction that made them true. */
@ApplicationScoped
public class Outbox {
    private static final String STREAMS = """
            INSERT INTO outbox_stream (topic, key)
            SELECT r.topic, r.key FROM jsonb_to_recordset(cast(cast(:rows AS text) AS jsonb)) AS r(topic text, key text)
            ON CONFLICT DO NOTHING""";

    private static final String EVENTS = """
            INSERT INTO outbox (event_id, topic, key, type, subject, event_time, reason, payload)
            SELECT r.event_id, r.topic, r.key, r.type, r.subject, r.event_time, r.reason, decode(r.payload, 'base64')
            FROM ROWS FROM (jsonb_to_recordset(cast(cast(:rows AS text) AS jsonb)) AS (event_id uuid, topic text,
                    key text, type text, subject text, event_time timestamptz, reason text, payload text))
                WITH ORDINALITY AS r(event_id, topic, key, type, subject, event_time, reason, payload, position)
            ORDER BY r.position
            ON CONFLICT (event_id) DO NOTHING""";

    private record Stream(String topic, String key) {}

    /** Part of the caller's transaction. */
    public Uni<Void> put(Mutiny.StatelessSession session, List<OutboxEvent> events) {
        Set<Stream> streams = events.stream()
                .map(event -> new Stream(event.topic(), event.key()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return BulkSql.execute(session, STREAMS, List.copyOf(streams))
                .chain(() -> BulkSql.execute(session, EVENTS, events));
    }
}
