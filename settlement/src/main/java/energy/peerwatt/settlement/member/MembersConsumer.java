package energy.peerwatt.settlement.member;

import energy.peerwatt.kit.intake.Incoming.Content;
import energy.peerwatt.kit.intake.Intake;
import energy.peerwatt.kit.intake.Refused;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.settlement.event.Arrivals;
import energy.peerwatt.settlement.ledger.BalancePublisher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in who is a member. */
@ApplicationScoped
public class MembersConsumer {
    private final Intake intake;
    private final Members members;
    private final BalancePublisher balances;
    private final Arrivals arrivals;

    MembersConsumer(Intake intake, Members members, BalancePublisher balances, Arrivals arrivals) {
        this.intake = intake;
        this.members = members;
        this.balances = balances;
        this.arrivals = arrivals;
    }

    @Incoming("members-defined")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return intake.take(records, this::define);
    }

    private Uni<Void> define(Content.Event event) {
        if (!(event.body() instanceof MemberDefined member)) {
            throw new Refused("not a member: " + event.body().getClass().getSimpleName());
        }
        return members.add(event.id(), event.time(), member)
                .invoke(arrivals::arrived)
                .chain(isNew -> isNew
                        ? balances.changed(member.community(), Set.of(member.wallet()))
                        : Uni.createFrom().voidItem());
    }
}
