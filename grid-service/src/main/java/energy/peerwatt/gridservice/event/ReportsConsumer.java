package energy.peerwatt.gridservice.event;

import energy.peerwatt.kit.intake.Incoming.Content;
import energy.peerwatt.kit.intake.Intake;
import energy.peerwatt.kit.intake.Refused;
import energy.peerwatt.messages.event.DispatchReported;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in what gateways report of dispatches. Repeated and late reports change nothing. */
@ApplicationScoped
class ReportsConsumer {
    private final Intake intake;
    private final Participations participations;

    ReportsConsumer(Intake intake, Participations participations) {
        this.intake = intake;
        this.participations = participations;
    }

    @Incoming("dispatches-reported")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return intake.take(records, this::add);
    }

    private Uni<Void> add(Content.Event event) {
        if (!(event.body() instanceof DispatchReported report)) {
            throw new Refused(
                    "no report of a dispatch: " + event.body().getClass().getSimpleName());
        }
        return participations.locked(report.dispatch()).chain(found -> {
            Participation one =
                    found.orElseThrow(() -> new Refused("no such dispatch was ordered: " + report.dispatch()));
            if (!one.gateway().equals(report.gateway()) || report.revision() > one.revision()) {
                throw new Refused("dispatch " + report.dispatch() + " was ordered of gateway " + one.gateway()
                        + " up to revision " + one.revision() + ", the report is of gateway " + report.gateway()
                        + " and revision " + report.revision());
            }
            return one.progress()
                    .after(report)
                    .map(progress -> participations.reported(report.dispatch(), progress))
                    .orElseGet(Uni.createFrom()::voidItem);
        });
    }
}
