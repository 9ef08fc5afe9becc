package energy.peerwatt.kit.intake;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record set aside, cut so that it can be stored and sent whatever it held: together below 900 kB, and without
 * U+0000, which PostgreSQL keeps in no text.
 */
record DeadLetter(@Nullable String key, Map<String, String> headers, byte[] payload) {
    private static final int PAYLOAD_BYTES = 600_000;
    /** Characters, up to 3 bytes each. */
    private static final int TEXT_LENGTH = 2_000;

    private static final int HEADERS = 20;

    static DeadLetter of(Incoming one, String reason) {
        ConsumerRecord<String, byte[]> record = one.record();
        Map<String, String> headers = new LinkedHashMap<>();
        one.headers().entrySet().stream()
                .limit(HEADERS)
                .forEach(header -> headers.put(text(header.getKey()), text(header.getValue())));
        headers.put("dead-letter-reason", text(reason));
        headers.put("dead-letter-topic", record.topic());
        headers.put("dead-letter-partition", Integer.toString(record.partition()));
        headers.put("dead-letter-offset", Long.toString(record.offset()));
        byte[] value = record.value() == null ? new byte[0] : record.value();
        if (value.length > PAYLOAD_BYTES) {
            headers.put("dead-letter-bytes", Integer.toString(value.length));
        }
        return new DeadLetter(
                record.key() == null ? null : text(record.key()),
                headers,
                value.length > PAYLOAD_BYTES ? Arrays.copyOf(value, PAYLOAD_BYTES) : value);
    }

    private static String text(String any) {
        String clean = any.replace("\0", "");
        return clean.length() > TEXT_LENGTH ? clean.substring(0, TEXT_LENGTH) : clean;
    }
}
