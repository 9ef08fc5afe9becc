package energy.peerwatt.settlement.kpi;

import energy.peerwatt.kit.intake.Incoming.Content;
import energy.peerwatt.kit.intake.Intake;
import energy.peerwatt.kit.intake.Refused;
import energy.peerwatt.messages.event.TelemetryReported;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in what homes do behind their meters. */
@ApplicationScoped
public class TelemetryConsumer {
    private final Intake intake;
    private final HomeEnergies homes;

    TelemetryConsumer(Intake intake, HomeEnergies homes) {
        this.intake = intake;
        this.homes = homes;
    }

    @Incoming("telemetry-reported")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return intake.take(records, this::add);
    }

    private Uni<Void> add(Content.Event event) {
        if (!(event.body() instanceof TelemetryReported telemetry)) {
            throw new Refused("not telemetry: " + event.body().getClass().getSimpleName());
        }
        return homes.add(telemetry);
    }
}
