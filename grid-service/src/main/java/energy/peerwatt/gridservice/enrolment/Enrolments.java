package energy.peerwatt.gridservice.enrolment;

import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Enrolments, one per account. */
@ApplicationScoped
public class Enrolments {
    private static final String COLUMNS =
            "select e.account, e.meter, e.gateway, e.device, e.rated_w, e.storage_wh, e.consent_at from enrolment e ";

    private final Clock clock;

    Enrolments(Clock clock) {
        this.clock = clock;
    }

    Uni<Void> put(Enrolment enrolment) {
        return Sql.of("""
                insert into enrolment
                    (account, meter, gateway, device, rated_w, storage_wh, consent_at, enrolled_at)
                values (:account, :meter, :gateway, :device, :rated, :storage, :consentAt, :now)
                on conflict (account) do update
                set meter = excluded.meter, gateway = excluded.gateway, device = excluded.device,
                    rated_w = excluded.rated_w, storage_wh = excluded.storage_wh, consent_at = excluded.consent_at,
                    enrolled_at = excluded.enrolled_at
                """)
                .with("account", enrolment.account().value())
                .with("meter", enrolment.meter().value())
                .with("gateway", enrolment.gateway().value())
                .with("device", enrolment.device().name())
                .with("rated", enrolment.ratedW().watts())
                .with("storage", enrolment.storageWh().wattHours())
                .with("consentAt", enrolment.consentAt())
                .with("now", clock.instant())
                .run()
                .replaceWithVoid();
    }

    Uni<Optional<Enrolment>> of(AccountId account) {
        return Sql.of(COLUMNS + "where e.account = :account")
                .with("account", account.value())
                .first(Enrolments::enrolment);
    }

    /** @return false if there was none */
    Uni<Boolean> remove(AccountId account) {
        return Sql.of("delete from enrolment where account = :account")
                .with("account", account.value())
                .run()
                .map(rows -> rows > 0);
    }

    /** Of members of these zones, with the meter that is theirs there. */
    public Uni<List<Enrolment>> in(CommunityId community, Collection<GridZoneId> zones) {
        return zones.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Sql.of(COLUMNS + """
                        join member m on m.account = e.account and m.meter = e.meter
                        where m.community = :community and m.zone in (:zones) order by e.account
                        """)
                        .with("community", community.value())
                        .with("zones", zones.stream().map(GridZoneId::value).toList())
                        .list(Enrolments::enrolment);
    }

    private static Enrolment enrolment(Row row) {
        return new Enrolment(
                new AccountId(row.id(0)),
                new MeterId(row.id(1)),
                new GatewayId(row.id(2)),
                DispatchKind.valueOf(row.text(3)),
                new Power(row.number(4)),
                new Energy(row.number(5)),
                row.time(6));
    }
}
