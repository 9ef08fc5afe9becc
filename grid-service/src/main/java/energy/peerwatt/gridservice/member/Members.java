package energy.peerwatt.gridservice.member;

import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The members of all communities. */
@ApplicationScoped
public class Members {
    private static final String COLUMNS = "select community, account, meter, zone from member ";

    /** An event that is older than what is known changes nothing. */
    Uni<Void> define(Instant at, MemberDefined member) {
        return Sql.of("""
                insert into member (community, account, meter, zone, defined_at)
                values (:community, :account, :meter, :zone, :at)
                on conflict (community, account) do update
                set meter = excluded.meter, zone = excluded.zone, defined_at = excluded.defined_at
                where member.defined_at <= excluded.defined_at
                """)
                .with("community", member.community().value())
                .with("account", member.account().value())
                .with("meter", member.meter().value())
                .with("zone", member.zone().value())
                .with("at", at)
                .run()
                .replaceWithVoid();
    }

    /** The account in each of its communities. */
    public Uni<List<Member>> of(AccountId account) {
        return Sql.of(COLUMNS + "where account = :account")
                .with("account", account.value())
                .list(Members::member);
    }

    public Uni<List<Member>> in(CommunityId community, Collection<GridZoneId> zones) {
        return zones.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Sql.of(COLUMNS + "where community = :community and zone in (:zones) order by account")
                        .with("community", community.value())
                        .with("zones", zones.stream().map(GridZoneId::value).toList())
                        .list(Members::member);
    }

    private static Member member(Row row) {
        return new Member(
                new CommunityId(row.id(0)),
                new AccountId(row.id(1)),
                new MeterId(row.id(2)),
                new GridZoneId(row.text(3)));
    }
}
