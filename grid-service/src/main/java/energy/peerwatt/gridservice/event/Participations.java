package energy.peerwatt.gridservice.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.gridservice.dispatch.domain.Progress;
import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.DispatchReported.State;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The participants of all calls. */
@ApplicationScoped
public class Participations {
    /** Stands for a power that was not reported; no device has it. */
    private static final long NO_POWER = Long.MIN_VALUE;

    private static final String COLUMNS = """
            select event, account, meter, gateway, dispatch, rated_w, storage_wh, expected_w, revision, reported,
                reported_rev, applied, set_point_w, observed_w, reason, opted_out_at, baseline
            from participant
            """;

    Uni<Void> add(Participation one) {
        return Sql.of("""
                insert into participant
                    (event, account, meter, gateway, dispatch, rated_w, storage_wh, expected_w, revision)
                values (:event, :account, :meter, :gateway, :dispatch, :rated, :storage, :expected, :revision)
                """)
                .with("event", one.event().value())
                .with("account", one.account().value())
                .with("meter", one.meter().value())
                .with("gateway", one.gateway().value())
                .with("dispatch", one.dispatch().value())
                .with("rated", one.rated().watts())
                .with("storage", one.storage().wattHours())
                .with("expected", one.expected().watts())
                .with("revision", one.revision())
                .run()
                .replaceWithVoid();
    }

    /** By account. */
    public Uni<List<Participation>> of(GridEventId event) {
        return Sql.of(COLUMNS + "where event = :event order by account")
                .with("event", event.value())
                .list(Participations::participation);
    }

    /** Locked until the transaction around ends. */
    public Uni<Optional<Participation>> locked(DispatchId dispatch) {
        return Sql.of(COLUMNS + "where dispatch = :dispatch for update")
                .with("dispatch", dispatch.value())
                .first(Participations::participation);
    }

    Uni<Optional<Participation>> locked(GridEventId event, AccountId account) {
        return Sql.of(COLUMNS + "where event = :event and account = :account for update")
                .with("event", event.value())
                .with("account", account.value())
                .first(Participations::participation);
    }

    Uni<List<Participation>> of(AccountId account) {
        return Sql.of(COLUMNS + "where account = :account")
                .with("account", account.value())
                .list(Participations::participation);
    }

    /** Who takes part in a call of that time already: a household answers one call at a time. */
    Uni<Set<AccountId>> busy(Instant start, Instant end) {
        return Sql.of("""
                select distinct p.account from participant p join grid_event e on e.id = p.event
                where e.state <> 'CANCELLED' and e.start_at < :end and e.end_at > :start
                """)
                .with("start", start)
                .with("end", end)
                .list(row -> new AccountId(row.id(0)))
                .map(Set::copyOf);
    }

    /** Times of the other calls that the household took part in. */
    public Uni<List<Span>> others(Participation one) {
        return Sql.of("""
                select e.start_at, e.end_at from participant p join grid_event e on e.id = p.event
                where p.account = :account and p.event <> :event and e.state <> 'CANCELLED'
                """)
                .with("account", one.account().value())
                .with("event", one.event().value())
                .list(row -> new Span(row.time(0), row.time(1)));
    }

    /** Half-open. */
    public record Span(Instant start, Instant end) {}

    /** A next order was made out. */
    Uni<Void> ordered(Participation one, int revision) {
        return Sql.of("update participant set revision = :revision where event = :event and account = :account")
                .with("revision", revision)
                .with("event", one.event().value())
                .with("account", one.account().value())
                .run()
                .replaceWithVoid();
    }

    Uni<Void> optedOut(Participation one, Instant at) {
        return Sql.of("update participant set opted_out_at = :at where event = :event and account = :account")
                .with("at", at)
                .with("event", one.event().value())
                .with("account", one.account().value())
                .run()
                .replaceWithVoid();
    }

    public Uni<Void> reported(DispatchId dispatch, Progress progress) {
        return Sql.of("""
                update participant
                set reported = :state, reported_rev = :revision, applied = :applied,
                    set_point_w = nullif(cast(:setPoint as bigint), cast(:none as bigint)),
                    observed_w = nullif(cast(:observed as bigint), cast(:none as bigint)),
                    reason = nullif(:reason, '')
                where dispatch = :dispatch
                """)
                .with("state", Objects.requireNonNull(progress.state()).name())
                .with("revision", progress.revision())
                .with("applied", progress.applied())
                .with("setPoint", watts(progress.setPoint()))
                .with("observed", watts(progress.observed()))
                .with("none", NO_POWER)
                .with(
                        "reason",
                        progress.reason() == null ? "" : progress.reason().replace("\0", ""))
                .with("dispatch", dispatch.value())
                .run()
                .replaceWithVoid();
    }

    public Uni<Void> show(Participation one, ShownBaseline baseline) {
        return Sql.of("update participant set baseline = :baseline where event = :event and account = :account")
                .with("baseline", json(baseline))
                .with("event", one.event().value())
                .with("account", one.account().value())
                .run()
                .replaceWithVoid();
    }

    private static long watts(@Nullable Power power) {
        return power == null ? NO_POWER : power.watts();
    }

    private static Participation participation(Row row) {
        return new Participation(
                new GridEventId(row.id(0)),
                new AccountId(row.id(1)),
                new MeterId(row.id(2)),
                new GatewayId(row.id(3)),
                new DispatchId(row.id(4)),
                new Power(row.number(5)),
                new Energy(row.number(6)),
                new Power(row.number(7)),
                row.small(8),
                new Progress(
                        row.small(10),
                        row.optionalText(9).map(State::valueOf).orElse(null),
                        row.flag(11),
                        row.isNull(12) ? null : new Power(row.number(12)),
                        row.isNull(13) ? null : new Power(row.number(13)),
                        row.optionalText(14).orElse(null)),
                row.isNull(15) ? null : row.time(15),
                row.optionalText(16).map(Participations::baseline).orElse(null));
    }

    private static String json(ShownBaseline baseline) {
        try {
            return Json.mapper().writeValueAsString(baseline);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a baseline cannot be written as JSON", e);
        }
    }

    private static ShownBaseline baseline(String json) {
        try {
            return Json.mapper().readValue(json, ShownBaseline.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored baseline cannot be read", e);
        }
    }
}
