package energy.peerwatt.gridservice.event;

import energy.peerwatt.gridservice.event.domain.Call;
import energy.peerwatt.gridservice.rest.Problems;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridEventId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Ends a call early: for everybody by its operator, for one home by its household. */
@ApplicationScoped
class Termination {
    private final Calls calls;
    private final Participations participations;
    private final Orders orders;
    private final Clock clock;

    Termination(Calls calls, Participations participations, Orders orders, Clock clock) {
        this.calls = calls;
        this.participations = participations;
        this.orders = orders;
        this.clock = clock;
    }

    Uni<Void> terminate(GridEventId id) {
        return calls.locked(id)
                .map(found -> found.orElseThrow(() -> Problems.notFound("no such event: " + id)))
                .chain(call -> {
                    Call next = call.terminated(clock.instant())
                            .orElseThrow(() -> Problems.conflict(
                                    "only a published or active event that nobody terminated can be terminated; " + id
                                            + " is " + call.state()
                                            + (call.terminatedAt() == null ? "" : " and terminated")));
                    return participations
                            .of(id)
                            .chain(all -> orders.release(call, all))
                            .chain(() -> calls.change(next));
                })
                .replaceWithVoid();
    }

    /** Once is enough: the same again changes nothing. */
    Uni<Void> optOut(GridEventId id, AccountId account) {
        return calls.locked(id)
                .chain(call -> participations.locked(id, account).chain(one -> {
                    if (call.isEmpty() || one.isEmpty()) {
                        throw Problems.notFound("account " + account + " takes part in no such event: " + id);
                    }
                    if (one.get().optedOutAt() != null) {
                        return Uni.createFrom().voidItem();
                    }
                    if (!call.get().isOpen()) {
                        throw Problems.conflict(
                                "event " + id + " is over: " + call.get().state());
                    }
                    return orders.release(call.get(), List.of(one.get()))
                            .chain(() -> participations.optedOut(one.get(), clock.instant()));
                }));
    }
}
