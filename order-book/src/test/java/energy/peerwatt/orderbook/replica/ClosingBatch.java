package energy.peerwatt.orderbook.replica;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * A market with two offers whose third order and closing gate travel in one record batch, so that they are polled and
 * stored together: whatever happens to that batch happens to an order, a sealed book, trades, money and events at once.
 */
final class ClosingBatch {
    private static final String TYPE = "energy.peerwatt.order-book.";

    final Market market;
    final Slot slot;
    final Published published;
    private final Replicas replicas;

    ClosingBatch(Replicas replicas) {
        this.replicas = replicas;
        slot = replicas.nextSlot();
        market = new Market(replicas.any(), slot.start(), 2);
        published = new Published(market.community);
        market.placeAll(
                replicas.any(),
                List.of(
                        Market.order(market.seller(), "SELL", slot.start(), 1_000, 100_000),
                        Market.order(market.seller(), "SELL", slot.start(), 500, 90_000)));
        awaitAllSent();
    }

    /** Nothing waits in the outbox. */
    void awaitAllSent() {
        Awaitility.await().until(() -> count("outbox WHERE sent_at IS NULL") == 0);
    }

    void send() {
        byte[] place = """
                {"id": "%s", "community": "%s", "issuedAt": "%s", "orders": [{"id": "%s", "account": "%s",
                 "zone": "street", "side": "BUY", "slotStart": "%s", "energyWh": 1200, "limitMicroPerKwh": 250000}]}""".formatted(
                        UUID.randomUUID(),
                        market.community,
                        replicas.now(),
                        UUID.randomUUID(),
                        market.buyer(),
                        slot.start())
                .getBytes(StandardCharsets.UTF_8);
        byte[] close;
        try {
            close = Json.mapper()
                    .writeValueAsBytes(BookCommand.CloseGate.of(
                            market.community, slot.start(), slot.start().minus(Duration.ofMinutes(5))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (KafkaProducer<String, byte[]> log = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers(), "linger.ms", 500),
                new StringSerializer(),
                new ByteArraySerializer())) {
            log.send(command("place-orders.v1", place));
            log.send(command("close-gate.v1", close));
        }
    }

    private ProducerRecord<String, byte[]> command(String type, byte[] value) {
        ProducerRecord<String, byte[]> command =
                new ProducerRecord<>("book-commands", market.community.toString(), value);
        command.headers().add("ce_type", (TYPE + type).getBytes(StandardCharsets.UTF_8));
        return command;
    }

    /** That what was told about the step is so, at the moment at which everything stands still. */
    void requireStandsAt(WriteStep step) {
        boolean stored = step.compareTo(WriteStep.COMMITTED) >= 0;
        boolean sent = step.compareTo(WriteStep.PUBLISHED) >= 0;
        assertThat(count("sealed_book WHERE " + here())).isEqualTo(stored ? 1 : 0);
        assertThat(count("book_order WHERE side = 'BUY' AND " + here())).isEqualTo(stored ? 1 : 0);
        if (!step.isOfTheWriter()) {
            assertThat(count("outbox WHERE sent_at IS NULL")).isEqualTo(step == WriteStep.MARKED ? 0 : 2);
        }
        // What is committed may be sent by the other's relay at once.
        if (step != WriteStep.COMMITTED) {
            assertThat(published.inTheTopic()).hasSize(sent ? 2 : 0);
        }
    }

    /** Everything of the batch is stored, once. */
    void requireStoredOnce() {
        assertThat(replicas.rows.of(
                        "SELECT side || ' ' || energy_wh || ' ' || filled_wh || ' ' || state FROM book_order WHERE slot_start = '"
                                + slot.start() + "' AND " + here() + " ORDER BY energy_wh"))
                .containsExactly("SELL 500 500 FILLED", "SELL 1000 700 PARTIALLY_FILLED", "BUY 1200 1200 FILLED");
        assertThat(count("sealed_book WHERE " + here())).isEqualTo(1);
        assertThat(replicas.rows.of("SELECT energy_wh FROM trade WHERE " + here() + " ORDER BY energy_wh"))
                .containsExactly("500", "700");
        assertThat(replicas.rows.one(
                        "SELECT sum(amount) FROM reservation WHERE slot_start = '" + slot.start() + "' AND " + here()))
                .as("what was bought is reserved, and nothing else")
                .isEqualTo(replicas.rows.one(
                        "SELECT sum(energy_wh * (price + fee + congestion)) FROM trade WHERE " + here()));
        assertThat(published.inTheOutbox(replicas.rows)).hasSize(2);
    }

    private String here() {
        return "community_id = '" + market.community + "'";
    }

    long count(String from) {
        return Long.parseLong(replicas.rows.one("SELECT count(*) FROM " + from));
    }
}
