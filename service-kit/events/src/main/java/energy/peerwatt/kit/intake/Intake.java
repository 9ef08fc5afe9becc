package energy.peerwatt.kit.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.kit.intake.Incoming.Content;
import energy.peerwatt.kit.outbox.Outbox;
import energy.peerwatt.messages.event.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Takes batches of records in. A batch is one transaction; a record that is malformed, or that the database or a rule
 * refuses, goes to the dead-letter topic with its reason; anything else (no database) is tried again until it works.
 */
@ApplicationScoped
public class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final MeterRegistry metrics;

    Intake(Outbox outbox, MeterRegistry metrics) {
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /** @param effect of one event, idempotent; a {@link Refused} failure sets the event aside */
    public Uni<Void> take(ConsumerRecords<String, byte[]> records, Function<Content.Event, Uni<Void>> effect) {
        return takeParts(records, event -> effect.apply(event).replaceWith(List.of()));
    }

    /**
     * For events of independent parts.
     *
     * @param effect as in {@link #take}; what it returns are the reasons why parts were refused. The rest stays taken
     *     in, and the event goes to the dead-letter topic with the reasons
     */
    public Uni<Void> takeParts(
            ConsumerRecords<String, byte[]> records, Function<Content.Event, Uni<List<String>>> effect) {
        List<Incoming> incoming = StreamSupport.stream(records.spliterator(), false)
                .map(Incoming::new)
                .toList();
        return Panache.withTransaction(() -> each(incoming, one -> handle(one, effect)))
                .onFailure(Intake::isAboutTheEvent)
                .recoverWithUni(() -> each(incoming, one -> alone(one, effect)))
                .onFailure()
                .invoke(failure -> LOG.warnf("intake: will be tried again: %s", failure))
                .onFailure()
                .retry()
                .withBackOff(SHORTEST_WAIT, LONGEST_WAIT)
                .indefinitely();
    }

    private static Uni<Void> each(List<Incoming> incoming, Function<Incoming, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(incoming)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> alone(Incoming one, Function<Content.Event, Uni<List<String>>> effect) {
        return Panache.withTransaction(() -> handle(one, effect))
                .onFailure(Intake::isAboutTheEvent)
                .recoverWithUni(failure -> Panache.withTransaction(() -> setAside(one, reason(failure))));
    }

    private Uni<Void> handle(Incoming one, Function<Content.Event, Uni<List<String>>> effect) {
        return switch (one.read()) {
            case Content.Event event ->
                Uni.createFrom()
                        .deferred(() -> effect.apply(event))
                        .chain(refused -> refused.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : setAside(one, String.join("; ", refused)));
            case Content.Malformed(String reason) -> setAside(one, reason);
            case Content.Unknown(String type) -> {
                LOG.debugf("intake: type %s is not for this version", type);
                yield Uni.createFrom().voidItem();
            }
        };
    }

    private Uni<Void> setAside(Incoming one, String reason) {
        ConsumerRecord<String, byte[]> record = one.record();
        LOG.warnf("intake: %s-%d@%d set aside: %s", record.topic(), record.partition(), record.offset(), reason);
        metrics.counter("peerwatt.events.dead", "topic", record.topic()).increment();
        DeadLetter letter = DeadLetter.of(one, reason);
        return outbox.message(
                record.topic() + Topics.DEAD_LETTER_SUFFIX, letter.key(), letter.headers(), letter.payload());
    }

    /**
     * What a rule refuses, what our own code cannot work with, and data the database refuses (class 22 and 23) stays
     * refused; a lost connection does not. Libraries call a closed connection an illegal state, too.
     */
    static boolean isAboutTheEvent(Throwable failure) {
        boolean about = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Refused _ -> about = true;
                case PgException pg -> {
                    return pg.getSqlState().startsWith("22") || pg.getSqlState().startsWith("23");
                }
                case JsonProcessingException _ -> about = true;
                case IOException _ -> {
                    return false;
                }
                case IllegalArgumentException _ -> about = true;
                case ArithmeticException _ -> about = true;
                case IllegalStateException state -> about |= isOurs(state);
                default -> {}
            }
        }
        return about;
    }

    private static boolean isOurs(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("energy.peerwatt.");
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
