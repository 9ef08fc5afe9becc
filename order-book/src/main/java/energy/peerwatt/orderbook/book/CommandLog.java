package energy.peerwatt.orderbook.book;

import energy.peerwatt.orderbook.book.domain.BookCommand;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.ZoneOffset;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** The log of all commands; the only way to a book. Commands of one community are carried out in the log's order. */
@ApplicationScoped
public class CommandLog {
    private static final URI SOURCE = URI.create("/order-book");

    private final MutinyEmitter<byte[]> kafka;

    CommandLog(@Channel("commands-out") MutinyEmitter<byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Completes when the command lies safely in the log; nothing is decided then. */
    public Uni<Void> append(BookCommand command) {
        OutgoingKafkaRecordMetadata<String> record = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(command.community().toString())
                .build();
        OutgoingCloudEventMetadata<Object> event = OutgoingCloudEventMetadata.builder()
                .withId(command.id().toString())
                .withSource(SOURCE)
                .withType(CommandCodec.type(command))
                .withSubject(command.community().toString())
                .withTimestamp(command.issuedAt().atZone(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .build();
        return kafka.sendMessage(Message.of(CommandCodec.encode(command), Metadata.of(record, event)));
    }
}
