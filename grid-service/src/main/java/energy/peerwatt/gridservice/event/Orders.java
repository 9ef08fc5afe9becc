package energy.peerwatt.gridservice.event;

import energy.peerwatt.gridservice.dispatch.Dispatches;
import energy.peerwatt.gridservice.event.domain.Call;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.quantity.Power;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Orders to the devices of a call's participants. */
@ApplicationScoped
class Orders {
    private final Dispatches dispatches;
    private final Participations participations;

    Orders(Dispatches dispatches, Participations participations) {
        this.dispatches = dispatches;
        this.participations = participations;
    }

    Uni<Void> call(Call call, Participation one) {
        return dispatches.send(order(call, one, one.revision(), DispatchKind.BATTERY_DISCHARGE, one.expected()));
    }

    /** Gives back to their households the devices that may be at work. */
    Uni<Void> release(Call call, List<Participation> all) {
        return Multi.createFrom()
                .iterable(all)
                .filter(Participation::isCalled)
                .onItem()
                .transformToUniAndConcatenate(one -> participations
                        .ordered(one, one.revision() + 1)
                        .chain(() -> dispatches.send(
                                order(call, one, one.revision() + 1, DispatchKind.RELEASE, new Power(0)))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static DispatchOrder order(Call call, Participation one, int revision, DispatchKind kind, Power power) {
        return new DispatchOrder(
                one.dispatch(),
                revision,
                call.id(),
                one.gateway(),
                one.meter(),
                kind,
                power,
                call.terms().start(),
                call.terms().end());
    }
}
