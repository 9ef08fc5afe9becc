package energy.peerwatt.settlement.member;

import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Price;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All versions of all members. */
@ApplicationScoped
public class Members {
    private static final String COLUMNS =
            "select distinct on (account) account, valid_from, wallet, meter, feed_in, retail"
                    + " from member_version where community = :community ";
    private static final String LATEST = " order by account, valid_from desc, id desc";

    /** @return false if the event was here before */
    Uni<Boolean> add(String eventId, Instant at, MemberDefined member) {
        return Sql.of("""
                insert into member_version
                    (event_id, community, account, valid_from, wallet, meter, zone, feed_in, retail)
                values (:event, :community, :account, :at, :wallet, :meter, :zone, :feedIn, :retail)
                on conflict do nothing
                """)
                .with("event", eventId)
                .with("community", member.community().value())
                .with("account", member.account().value())
                .with("at", at)
                .with("wallet", member.wallet())
                .with("meter", member.meter().value())
                .with("zone", member.zone().toString())
                .with("feedIn", member.feedIn().microPerKwh())
                .with("retail", member.retail().microPerKwh())
                .run()
                .map(rows -> rows > 0);
    }

    /** Members as they were at a time, by account. */
    public Uni<List<MemberVersion>> at(CommunityId community, Instant time) {
        return Sql.of(COLUMNS + "and valid_from <= :time" + LATEST)
                .with("community", community.value())
                .with("time", time)
                .list(Members::version);
    }

    /** Members as they were last defined, by account. */
    public Uni<List<MemberVersion>> latest(CommunityId community) {
        return Sql.of(COLUMNS + LATEST).with("community", community.value()).list(Members::version);
    }

    public Uni<Optional<MemberVersion>> latest(CommunityId community, AccountId account) {
        return Sql.of(COLUMNS + "and account = :account" + LATEST)
                .with("community", community.value())
                .with("account", account.value())
                .first(Members::version);
    }

    private static MemberVersion version(Row row) {
        return new MemberVersion(
                new AccountId(row.id(0)),
                row.time(1),
                row.text(2),
                new MeterId(row.id(3)),
                new Price(row.number(4)),
                new Price(row.number(5)));
    }
}
