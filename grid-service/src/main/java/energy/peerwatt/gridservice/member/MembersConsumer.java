package energy.peerwatt.gridservice.member;

import energy.peerwatt.kit.intake.Incoming.Content;
import energy.peerwatt.kit.intake.Intake;
import energy.peerwatt.kit.intake.Refused;
import energy.peerwatt.messages.event.MemberDefined;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in who is a member. */
@ApplicationScoped
class MembersConsumer {
    private final Intake intake;
    private final Members members;

    MembersConsumer(Intake intake, Members members) {
        this.intake = intake;
        this.members = members;
    }

    @Incoming("members-defined")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return intake.take(records, this::define);
    }

    private Uni<Void> define(Content.Event event) {
        if (!(event.body() instanceof MemberDefined member)) {
            throw new Refused("not a member: " + event.body().getClass().getSimpleName());
        }
        return members.define(event.time(), member);
    }
}
