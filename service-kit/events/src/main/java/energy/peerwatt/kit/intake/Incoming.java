package energy.peerwatt.kit.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.EventTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record from Kafka, not yet believed. */
public record Incoming(ConsumerRecord<String, byte[]> record) {
    /** What a record says. */
    public sealed interface Content {
        /**
         * An event of a known type.
         *
         * @param id unique per source
         * @param time market time of the event
         */
        record Event(String id, Instant time, Object body) implements Content {}

        /** A type this version does not know; a newer producer's business. */
        record Unknown(String type) implements Content {}

        /** No event; the reason is for the dead-letter topic. */
        record Malformed(String reason) implements Content {}
    }

    public Content read() {
        Map<String, String> headers = headers();
        String type = headers.get("ce_type");
        String id = headers.get("ce_id");
        if (type == null || id == null) {
            return new Content.Malformed("headers ce_type and ce_id are needed");
        }
        Class<?> form = EventTypes.RECORDS.get(type);
        if (form == null) {
            return new Content.Unknown(type);
        }
        if (record.value() == null) {
            return new Content.Malformed("the value is missing");
        }
        try {
            Instant time = Instant.parse(headers.getOrDefault("ce_time", ""));
            Object body = Json.mapper().readValue(record.value(), form);
            return body == null ? new Content.Malformed(type + ": null") : new Content.Event(id, time, body);
        } catch (DateTimeException e) {
            return new Content.Malformed("header ce_time is no time: " + headers.get("ce_time"));
        } catch (JsonProcessingException e) {
            return new Content.Malformed(type + ": " + e.getOriginalMessage());
        } catch (IOException | RuntimeException e) {
            return new Content.Malformed(type + ": " + e.getMessage());
        }
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }
}
