package energy.peerwatt.gridservice.dispatch;

import energy.peerwatt.kit.outbox.Outbox;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.DispatchOrder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Signs orders and sends them, as part of the transaction around. */
@ApplicationScoped
public class Dispatches {
    private final DispatchKey key;
    private final Outbox outbox;

    Dispatches(DispatchKey key, Outbox outbox) {
        this.key = key;
        this.outbox = outbox;
    }

    public Uni<Void> send(DispatchOrder order) {
        return outbox.event(
                Topics.DISPATCHES_REQUESTED,
                order.gateway().toString(),
                EventTypes.DISPATCH_REQUESTED,
                key.sign(order));
    }
}
