package energy.peerwatt.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.Uuids;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages on their way to Kafka. Adding one is part of the transaction around it. */
@ApplicationScoped
public class Outbox implements PanacheRepository<OutboxMessage> {
    /** Of market time, after sending. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final OutboxConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Outbox(OutboxConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Adds an event as a CloudEvent in binary mode, at market time now. */
    public Uni<Void> event(String topic, String key, String type, Object event) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", Uuids.version7(clock.instant(), random).toString());
        headers.put("ce_source", config.source());
        headers.put("ce_type", type);
        headers.put("ce_time", clock.instant().toString());
        headers.put("ce_subject", key);
        headers.put("content-type", "application/json");
        return message(topic, key, headers, bytes(event));
    }

    /** Adds a message as it is. */
    public Uni<Void> message(String topic, @Nullable String key, Map<String, String> headers, byte[] payload) {
        OutboxMessage message = new OutboxMessage();
        message.topic = topic;
        message.key = key;
        message.headers = new String(bytes(headers), StandardCharsets.UTF_8);
        message.payload = payload;
        return persist(message).replaceWithVoid();
    }

    Uni<List<OutboxMessage>> unsent(int limit) {
        return find("sentAt is null order by id").page(0, limit).list();
    }

    Uni<Integer> markSent(List<Long> ids) {
        return update("sentAt = ?1 where id in ?2", clock.instant(), ids);
    }

    /** Forgets some of what was sent long ago; what could not be sent stays. */
    Uni<Integer> prune() {
        return Sql.of("""
                delete from outbox where id in (
                    select id from outbox where sent_at < :before and refused is null limit 1000)
                """).with("before", clock.instant().minus(KEPT)).run();
    }

    private static byte[] bytes(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }
}
