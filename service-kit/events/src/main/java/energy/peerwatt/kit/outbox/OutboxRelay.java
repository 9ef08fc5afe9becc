package energy.peerwatt.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.Json;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Sends the outbox to Kafka in its order, at least once. One relay works at a time, however many replicas there are. */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int AT_ONCE = 100;
    /** Any number that nothing else in the database of a service locks. */
    private static final long RELAY_LOCK = 7_310_001L;

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final Outbox outbox;
    private final MutinyEmitter<byte[]> emitter;
    private final MeterRegistry metrics;
    private final AtomicLong waiting = new AtomicLong();

    OutboxRelay(Outbox outbox, @Channel("outbox") MutinyEmitter<byte[]> emitter, MeterRegistry metrics) {
        this.outbox = outbox;
        this.emitter = emitter;
        this.metrics = metrics;
        metrics.gauge("peerwatt.outbox.waiting", waiting);
    }

    @Scheduled(
            every = "${peerwatt.outbox.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> relay() {
        return Panache.withTransaction(this::sendSome)
                .onFailure()
                .invoke(failure -> LOG.warnf("outbox: will be tried again: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Locked, not skipped: a second relay must not overtake the first within a key. */
    private Uni<Void> sendSome() {
        return Sql.of("select pg_try_advisory_xact_lock(:lock)")
                .with("lock", RELAY_LOCK)
                .first(row -> row.flag(0))
                .chain(locked -> locked.orElse(false)
                        ? outbox.unsent(AT_ONCE)
                        : Uni.createFrom().item(List.<OutboxMessage>of()))
                .invoke(messages -> waiting.set(messages.size()))
                .chain(this::send)
                .chain(outbox::prune)
                .replaceWithVoid();
    }

    private Uni<Void> send(List<OutboxMessage> messages) {
        List<Long> sent = new ArrayList<>();
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndConcatenate(message -> Uni.createFrom()
                        .deferred(() -> send(message))
                        .onFailure(OutboxRelay::canNeverBeSent)
                        .recoverWithUni(failure -> giveUp(message, failure))
                        .invoke(() -> sent.add(Objects.requireNonNull(message.id))))
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> LOG.warnf("outbox: %d of %d sent: %s", sent.size(), messages.size(), failure))
                .onFailure()
                .recoverWithNull()
                .chain(() -> sent.isEmpty() ? Uni.createFrom().item(0) : outbox.markSent(sent))
                .replaceWithVoid();
    }

    /** About the message, not the broker: it must not hold up those behind it for ever. */
    static boolean canNeverBeSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException
                    || cause instanceof SerializationException
                    || cause instanceof InvalidTopicException
                    || cause instanceof IllegalArgumentException) {
                return true;
            }
        }
        return false;
    }

    private Uni<Void> giveUp(OutboxMessage message, Throwable failure) {
        LOG.errorf(failure, "outbox: message %d to %s can never be sent", message.id, message.topic);
        metrics.counter("peerwatt.outbox.unsendable").increment();
        return Sql.of("update outbox set refused = :reason where id = :id")
                .with("reason", String.valueOf(failure.getMessage()).replace("\0", ""))
                .with("id", Objects.requireNonNull(message.id))
                .run()
                .replaceWithVoid();
    }

    private Uni<Void> send(OutboxMessage message) {
        RecordHeaders headers = new RecordHeaders();
        headers(message).forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(message.topic)
                .withKey(message.key)
                .withHeaders(headers)
                .build();
        return emitter.sendMessage(Message.of(message.payload).addMetadata(metadata));
    }

    private static Map<String, String> headers(OutboxMessage message) {
        try {
            return Json.mapper().readValue(message.headers, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("outbox message " + message.id + " has unreadable headers", e);
        }
    }
}
