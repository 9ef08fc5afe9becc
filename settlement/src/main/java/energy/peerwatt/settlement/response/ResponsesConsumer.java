package energy.peerwatt.settlement.response;

import energy.peerwatt.kit.intake.Incoming.Content;
import energy.peerwatt.kit.intake.Intake;
import energy.peerwatt.kit.intake.Refused;
import energy.peerwatt.messages.event.ResponseVerified;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in verified responses. */
@ApplicationScoped
public class ResponsesConsumer {
    private final Intake intake;
    private final Responses responses;

    ResponsesConsumer(Intake intake, Responses responses) {
        this.intake = intake;
        this.responses = responses;
    }

    @Incoming("responses-verified")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return intake.take(records, this::add);
    }

    private Uni<Void> add(Content.Event event) {
        if (!(event.body() instanceof ResponseVerified response)) {
            throw new Refused("no verified response: " + event.body().getClass().getSimpleName());
        }
        return responses.add(response);
    }
}
