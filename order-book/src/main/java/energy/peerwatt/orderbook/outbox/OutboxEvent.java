package energy.peerwatt.orderbook.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something another service must hear.
 *
 * @param eventId derived from what happened, so that a replay gives the same one
 * @param key the thing whose order matters
 * @param type CloudEvents type
 * @param eventTime market time of what happened
 * @param reason why the payload was put aside, for a dead letter; absent for events
 */
public record OutboxEvent(
        UUID eventId,
        String topic,
        String key,
        String type,
        String subject,
        Instant eventTime,
        @Nullable String reason,
        byte[] payload) {

    public static OutboxEvent of(
            UUID eventId, String topic, String key, String type, String subject, Instant eventTime, Object payload) {
        try {
            return new OutboxEvent(
                    eventId,
                    topic,
                    key,
                    type,
                    subject,
                    eventTime,
                    null,
                    Json.mapper().writeValueAsBytes(payload));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + payload.getClass(), e);
        }
    }
}
