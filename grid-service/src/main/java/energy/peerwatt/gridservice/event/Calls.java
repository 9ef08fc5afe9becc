package energy.peerwatt.gridservice.event;

import energy.peerwatt.gridservice.event.domain.Call;
import energy.peerwatt.gridservice.event.domain.CallTerms;
import energy.peerwatt.kit.outbox.Outbox;
import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.event.GridEventChanged.State;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All calls. A change and the event that tells it are one transaction. */
@ApplicationScoped
public class Calls {
    private static final int SHOWN = 200;
    private static final String COLUMNS = """
            select id, version, state, community, zone, target, start_at, end_at, currency_budget, token_budget,
                currency_rate, token_rate, slot_seconds, published_at, terminated_at
            from grid_event
            """;

    private final Participations participations;
    private final Outbox outbox;

    Calls(Participations participations, Outbox outbox) {
        this.participations = participations;
        this.outbox = outbox;
    }

    /** What was sent with an idempotency key before. */
    record Earlier(GridEventId event, String requestHash) {}

    Uni<Optional<Earlier>> withKey(String idempotencyKey) {
        return Sql.of("select id, request_hash from grid_event where idempotency_key = :key")
                .with("key", idempotencyKey)
                .first(row -> new Earlier(new GridEventId(row.id(0)), row.text(1)));
    }

    Uni<Void> add(Call call, String idempotencyKey, String requestHash) {
        CallTerms terms = call.terms();
        return Sql.of("""
                insert into grid_event (id, community, zone, version, state, target, published_at, start_at, end_at,
                    slot_seconds, currency_budget, token_budget, currency_rate, token_rate, idempotency_key,
                    request_hash)
                values (:id, :community, :zone, :version, :state, :target, :publishedAt, :start, :end, :slotSeconds,
                    :currencyBudget, :tokenBudget, :currencyRate, :tokenRate, :key, :requestHash)
                """)
                .with("id", call.id().value())
                .with("community", terms.community().value())
                .with("zone", terms.zone().value())
                .with("version", call.version())
                .with("state", call.state().name())
                .with("target", terms.target().watts())
                .with("publishedAt", call.publishedAt())
                .with("start", terms.start())
                .with("end", terms.end())
                .with("slotSeconds", (int) call.slot().toSeconds())
                .with("currencyBudget", terms.currencyBudget().nano())
                .with("tokenBudget", terms.tokenBudget().nano())
                .with("currencyRate", terms.currencyRate().microPerKwh())
                .with("tokenRate", terms.tokenNanoPerWh())
                .with("key", idempotencyKey)
                .with("requestHash", requestHash)
                .run()
                .replaceWithVoid();
    }

    /**
     * Writes a call's next version and tells everybody.
     *
     * @throws IllegalStateException (in the Uni) if somebody else changed the call
     */
    public Uni<Call> change(Call next) {
        Instant terminatedAt = next.terminatedAt();
        return Sql.of("""
                update grid_event
                set version = :version, state = :state, end_at = :end,
                    terminated_at = nullif(cast(:terminatedAt as timestamptz), cast(:never as timestamptz))
                where id = :id and version = :version - 1
                """)
                .with("version", next.version())
                .with("state", next.state().name())
                .with("end", next.terms().end())
                .with("terminatedAt", terminatedAt == null ? Instant.EPOCH : terminatedAt)
                .with("never", Instant.EPOCH)
                .with("id", next.id().value())
                .run()
                .invoke(rows -> {
                    if (rows != 1) {
                        throw new IllegalStateException("call " + next.id() + " was changed by somebody else");
                    }
                })
                .chain(() -> tell(next))
                .replaceWith(next);
    }

    Uni<Void> tell(Call call) {
        CallTerms terms = call.terms();
        return participations
                .of(call.id())
                .chain(all -> outbox.event(
                        Topics.GRID_EVENTS_CHANGED,
                        terms.community().toString(),
                        EventTypes.GRID_EVENT_CHANGED,
                        new GridEventChanged(
                                terms.community(),
                                call.id(),
                                call.version(),
                                call.state(),
                                terms.zone(),
                                terms.target(),
                                terms.start(),
                                terms.end(),
                                terms.currencyBudget(),
                                terms.tokenBudget(),
                                all.stream().map(Participation::told).toList())));
    }

    /** The latest first. */
    Uni<List<Call>> latest() {
        return Sql.of(COLUMNS + "order by start_at desc, id desc limit " + SHOWN)
                .list(Calls::call);
    }

    Uni<List<Call>> of(Collection<GridEventId> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Sql.of(COLUMNS + "where id in (:ids) order by start_at desc, id desc")
                        .with("ids", ids.stream().map(GridEventId::value).toList())
                        .list(Calls::call);
    }

    public Uni<Optional<Call>> find(GridEventId id) {
        return Sql.of(COLUMNS + "where id = :id").with("id", id.value()).first(Calls::call);
    }

    /** Waits for others that change it. */
    Uni<Optional<Call>> locked(GridEventId id) {
        return Sql.of(COLUMNS + "where id = :id for update")
                .with("id", id.value())
                .first(Calls::call);
    }

    /** Empty if somebody else changes it just now. */
    public Uni<Optional<Call>> lockedIfFree(GridEventId id) {
        return Sql.of(COLUMNS + "where id = :id for update skip locked")
                .with("id", id.value())
                .first(Calls::call);
    }

    /** Calls that time or readings may bring forward. */
    public Uni<List<GridEventId>> open() {
        return Sql.of("select id from grid_event where state in ('PUBLISHED', 'ACTIVE', 'ENDED') order by start_at, id")
                .list(row -> new GridEventId(row.id(0)));
    }

    /** Whether the baselines that households see are those of the call's state. */
    public Uni<Boolean> hasBaselinesShown(Call call) {
        return Sql.of("select count(*) from grid_event where id = :id and baselines_for = :state")
                .with("id", call.id().value())
                .with("state", call.state().name())
                .list(row -> row.number(0) > 0)
                .map(List::getFirst);
    }

    public Uni<Void> baselinesShown(Call call) {
        return Sql.of("update grid_event set baselines_for = :state where id = :id")
                .with("id", call.id().value())
                .with("state", call.state().name())
                .run()
                .replaceWithVoid();
    }

    private static Call call(Row row) {
        return new Call(
                new GridEventId(row.id(0)),
                row.small(1),
                State.valueOf(row.text(2)),
                new CallTerms(
                        new CommunityId(row.id(3)),
                        new GridZoneId(row.text(4)),
                        new Power(row.number(5)),
                        row.time(6),
                        row.time(7),
                        new Money(row.number(8)),
                        new TokenAmount(row.number(9)),
                        new Price(row.number(10)),
                        row.number(11)),
                Duration.ofSeconds(row.number(12)),
                row.time(13),
                row.isNull(14) ? null : row.time(14));
    }
}
