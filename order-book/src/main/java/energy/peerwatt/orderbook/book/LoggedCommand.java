package energy.peerwatt.orderbook.book;

import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.market.domain.MarketYears;
import energy.peerwatt.orderbook.outbox.OutboxEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record of the command log: a command, or something that is none and says why. */
sealed interface LoggedCommand {
    long offset();

    record Readable(long offset, BookCommand command) implements LoggedCommand {}

    /** @param letter what goes to the dead-letter topic */
    record Unreadable(long offset, OutboxEvent letter) implements LoggedCommand {}

    static LoggedCommand of(ConsumerRecord<String, byte[]> record) {
        try {
            BookCommand command = CommandCodec.decode(header(record, "ce_type"), record.value());
            if (!command.community().toString().equals(record.key())) {
                throw new IllegalArgumentException(
                        "the key is not the command's community: " + record.key() + ", " + command.community());
            }
            return new Readable(record.offset(), command);
        } catch (IllegalArgumentException e) {
            return unreadable(record, String.valueOf(e.getMessage()));
        }
    }

    /** More of a text than this helps nobody, and a key must fit into an index, in bytes four times as much. */
    int LONGEST_TEXT = 500;

    /** Below the largest record that Kafka takes, so that a letter with its headers can always be sent. */
    int LARGEST_PAYLOAD = 900_000;

    static Unreadable unreadable(ConsumerRecord<String, byte[]> record, String reason) {
        String place = record.topic() + "-" + record.partition() + "@" + record.offset();
        return new Unreadable(
                record.offset(),
                new OutboxEvent(
                        Uuids.version8(Hashing.keccak256(place.getBytes(StandardCharsets.UTF_8))),
                        record.topic() + Topics.DEAD_LETTER_SUFFIX,
                        storable(record.key() == null ? "" : record.key()),
                        storable(header(record, "ce_type")),
                        place,
                        time(record),
                        storable(reason),
                        payload(record)));
    }

    /** Without what PostgreSQL refuses in a text: U+0000 and halves of surrogate pairs. */
    private static String storable(String text) {
        String head = text.substring(0, Math.min(text.length(), LONGEST_TEXT)).replace("\0", "");
        return new String(head.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Its sender may have written any time on it. */
    private static Instant time(ConsumerRecord<String, byte[]> record) {
        Instant time = Instant.ofEpochMilli(record.timestamp());
        return MarketYears.contain(time) ? time : Instant.EPOCH;
    }

    private static byte[] payload(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        return value.length <= LARGEST_PAYLOAD ? value : Arrays.copyOf(value, LARGEST_PAYLOAD);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
