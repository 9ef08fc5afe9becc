package energy.peerwatt.settlement.reading;

import energy.peerwatt.kit.intake.Incoming.Content;
import energy.peerwatt.kit.intake.Intake;
import energy.peerwatt.kit.intake.Refused;
import energy.peerwatt.messages.event.ReadingsSealed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in sealed readings. */
@ApplicationScoped
public class ReadingsConsumer {
    private final Intake intake;
    private final Seals seals;

    ReadingsConsumer(Intake intake, Seals seals) {
        this.intake = intake;
        this.seals = seals;
    }

    @Incoming("readings-sealed")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return intake.take(records, this::add);
    }

    private Uni<Void> add(Content.Event event) {
        if (!(event.body() instanceof ReadingsSealed sealed)) {
            throw new Refused("no sealed readings: " + event.body().getClass().getSimpleName());
        }
        try {
            return seals.add(sealed);
        } catch (IllegalArgumentException e) {
            throw new Refused("bytes that are no seal or no reading: " + e.getMessage());
        }
    }
}
