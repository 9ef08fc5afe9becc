package energy.peerwatt.orderbook.outbox;

import energy.peerwatt.orderbook.config.OrderBookConfig;
import energy.peerwatt.orderbook.config.Tickers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in the outbox: at least once, in order per key. It claims streams in a short transaction, sends without
 * one, and then marks what was sent; several replicas do so side by side and never share a stream. A relay that dies
 * leaves its claim to run out.
 */
@ApplicationScoped
class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final String SOURCE = "/order-book";
    private static final Duration CLEAN_UP = Duration.ofMinutes(1);

    private final OutboxClaims claims;
    private final MutinyEmitter<byte[]> kafka;
    private final Tickers tickers;
    private final OrderBookConfig config;
    private final MeterRegistry metrics;

    OutboxRelay(
            OutboxClaims claims,
            @Channel("outbox-out") MutinyEmitter<byte[]> kafka,
            Tickers tickers,
            OrderBookConfig config,
            MeterRegistry metrics) {
        this.metrics = metrics;
        this.claims = claims;
        this.kafka = kafka;
        this.tickers = tickers;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        tickers.every(config.tick(), "outbox-relay", this::relay);
        tickers.every(CLEAN_UP, "outbox-clean-up", claims::forgetOldSent);
    }

    /** Once more at once when there was as much as fits; otherwise with the next tick. */
    private Uni<Void> relay() {
        return claims.claim().chain(claim -> {
            if (claim.rows().isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return send(claim)
                    .chain(results -> giveUp(results)
                            .chain(() -> claims.markSent(claim, delivered(results)))
                            .chain(() -> requireAllSent(results)))
                    .chain(() -> claim.rows().size() < config.outbox().batch()
                            ? Uni.createFrom().voidItem()
                            : relay());
        });
    }

    /** @param failure absent when the broker has it */
    record Result(OutboxRow row, @Nullable Throwable failure) {
        /** Another attempt would fail as well, and must not hold up those behind it for ever. */
        boolean isHopeless() {
            return failure != null && canNeverBeSent(failure);
        }
    }

    /** About the event, not the broker. */
    private static boolean canNeverBeSent(Throwable failure) {
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

    private Uni<List<Result>> send(OutboxClaims.Claim claim) {
        List<OutboxRow> rows = claim.rows();
        // All at once: the producer keeps the order of one partition, and sending one by one would wait for each.
        List<Uni<Result>> sends = new ArrayList<>(rows.size());
        for (OutboxRow row : rows) {
            sends.add(Uni.createFrom()
                    .deferred(() -> claim.isTooOldToSend() ? tooOld() : kafka.sendMessage(message(row)))
                    .map(sent -> new Result(row, null))
                    .onFailure()
                    .recoverWithItem(failure -> new Result(row, failure)));
        }
        return Uni.join().all(sends).andCollectFailures();
    }

    /** Somebody else may have the stream by now, so sending could bring old events after new ones. */
    private static Uni<Void> tooOld() {
        return Uni.createFrom().failure(new IllegalStateException("the claim on the stream has become too old"));
    }

    /** Hopeless events are taken out of their streams, loudly. */
    private Uni<Void> giveUp(List<Result> results) {
        return Multi.createFrom()
                .iterable(results)
                .filter(Result::isHopeless)
                .onItem()
                .transformToUniAndConcatenate(result -> {
                    OutboxRow row = result.row();
                    LOG.errorf(result.failure(), "outbox: event %s to %s can never be sent", row.eventId, row.topic);
                    metrics.counter("peerwatt.outbox.unsendable").increment();
                    return claims.giveUp(row, String.valueOf(result.failure()));
                })
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * What need not be sent again: in each stream all before the first failure that may pass, without what was given up.
     * The rest is repeated in order.
     */
    static List<OutboxRow> delivered(List<Result> results) {
        Set<StreamRow.Key> failed = new HashSet<>();
        List<OutboxRow> delivered = new ArrayList<>();
        for (Result result : results) {
            StreamRow.Key stream = StreamRow.Key.of(result.row());
            if (result.isHopeless()) {
                continue;
            }
            if (result.failure() != null) {
                failed.add(stream);
            } else if (!failed.contains(stream)) {
                delivered.add(result.row());
            }
        }
        return delivered;
    }

    private static Uni<Void> requireAllSent(List<Result> results) {
        List<Throwable> failures = results.stream()
                .filter(result -> !result.isHopeless())
                .map(Result::failure)
                .filter(Objects::nonNull)
                .toList();
        return failures.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .failure(new IllegalStateException(
                                failures.size() + " of " + results.size() + " events could not be sent",
                                failures.getFirst()));
    }

    private static Message<byte[]> message(OutboxRow row) {
        OutgoingKafkaRecordMetadata<String> record = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(row.topic)
                .withKey(row.key)
                .withHeaders(headers(row))
                .build();
        return Message.of(row.payload, Metadata.of(record));
    }

    private static RecordHeaders headers(OutboxRow row) {
        RecordHeaders headers = new RecordHeaders();
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_id", row.eventId.toString());
        header(headers, "ce_source", SOURCE);
        header(headers, "ce_type", row.type);
        header(headers, "ce_subject", row.subject);
        header(headers, "ce_time", row.eventTime.toString());
        header(headers, "content-type", "application/json");
        if (row.reason != null) {
            header(headers, "dead-letter-reason", row.reason);
        }
        return headers;
    }

    private static void header(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
