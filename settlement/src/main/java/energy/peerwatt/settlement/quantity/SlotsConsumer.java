package energy.peerwatt.settlement.quantity;

import energy.peerwatt.kit.intake.Incoming.Content;
import energy.peerwatt.kit.intake.Intake;
import energy.peerwatt.kit.intake.Refused;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.TradesMatched;
import energy.peerwatt.settlement.event.Arrivals;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in cleared slots and their trades. */
@ApplicationScoped
public class SlotsConsumer {
    private final Intake intake;
    private final Slots slots;
    private final Arrivals arrivals;

    SlotsConsumer(Intake intake, Slots slots, Arrivals arrivals) {
        this.intake = intake;
        this.slots = slots;
        this.arrivals = arrivals;
    }

    @Incoming("slots-cleared")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return intake.take(records, this::add);
    }

    private Uni<Void> add(Content.Event event) {
        Uni<Void> added =
                switch (event.body()) {
                    case SlotCleared cleared -> slots.add(cleared, event.time());
                    case TradesMatched matched -> slots.add(matched);
                    default ->
                        throw new Refused(
                                "no cleared slot: " + event.body().getClass().getSimpleName());
                };
        return added.invoke(arrivals::arrived);
    }
}
