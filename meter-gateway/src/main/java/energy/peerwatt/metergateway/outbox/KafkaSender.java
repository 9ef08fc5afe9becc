package energy.peerwatt.metergateway.outbox;

import energy.peerwatt.metergateway.outbox.Publisher.SendFailedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Events as CloudEvents in binary mode, by a channel of the Kafka connector. */
public final class KafkaSender implements Publisher.Sender {
    static final URI SOURCE = URI.create("/meter-gateway");

    private static final String CONTENT_TYPE = "application/json";
    /** Above the producer's delivery timeout, so that its verdict comes first. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final MutinyEmitter<String> channel;

    public KafkaSender(MutinyEmitter<String> channel) {
        this.channel = channel;
    }

    @Override
    public void send(List<OutgoingEvent> events) throws InterruptedException, SendFailedException {
        if (events.isEmpty()) {
            return;
        }
        List<Uni<Void>> sends = events.stream()
                .map(event -> channel.sendMessage(message(event)))
                .toList();
        try {
            Uni.join().all(sends).andFailFast().await().atMost(LONGEST);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("interrupted while waiting for the broker");
            }
            throw new SendFailedException(e);
        }
    }

    private static Message<String> message(OutgoingEvent event) {
        return Message.of(
                event.json(),
                Metadata.of(
                        OutgoingKafkaRecordMetadata.<String>builder()
                                .withKey(event.key())
                                .build(),
                        OutgoingCloudEventMetadata.<String>builder()
                                .withId(event.id().toString())
                                .withSource(SOURCE)
                                .withType(event.type())
                                .withSubject(event.key())
                                .withTimestamp(event.time().atZone(ZoneOffset.UTC))
                                .withDataContentType(CONTENT_TYPE)
                                .build()));
    }
}
