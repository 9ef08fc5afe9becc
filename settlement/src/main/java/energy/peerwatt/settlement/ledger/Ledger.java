package energy.peerwatt.settlement.ledger;

import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.ledger.domain.Cause;
import energy.peerwatt.settlement.ledger.domain.LedgerAccount;
import energy.peerwatt.settlement.ledger.domain.Posting;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The books. Everything here runs in the transaction around it. */
@ApplicationScoped
public class Ledger {
    private final Clock clock;

    Ledger(Clock clock) {
        this.clock = clock;
    }

    /** Posts what is not posted yet for its cause; a cause that was posted before changes nothing. */
    public Uni<Void> post(CommunityId community, Posting posting) {
        return post(community, posting, null);
    }

    /** Posts the difference between what {@code posting} says of the slot and what earlier revisions posted for it. */
    public Uni<Void> revise(CommunityId community, Posting posting, Slot slot) {
        return posted(community, slot.start())
                .chain(posted -> latestCause(community, slot)
                        .chain(last -> post(
                                community,
                                last.map(cause -> posting.correcting(cause, posted))
                                        .orElse(posting),
                                slot.start())));
    }

    private Uni<Void> post(CommunityId community, Posting posting, @Nullable Instant slotStart) {
        Cause corrects = posting.corrects();
        return Sql.of("""
                insert into posting (community, cause, cause_id, corrects, slot_start, posted_at)
                values (:community, :cause, :id, nullif(:corrects, ''),
                    to_timestamp(cast(nullif(:slot, '') as double precision)), :now)
                on conflict do nothing returning id
                """)
                .with("community", community.value())
                .with("cause", posting.cause().kind())
                .with("id", posting.cause().id())
                .with("corrects", corrects == null ? "" : corrects.kind() + " " + corrects.id())
                .with("slot", slotStart == null ? "" : Long.toString(slotStart.getEpochSecond()))
                .with("now", clock.instant())
                .first(row -> row.number(0))
                .chain(id -> id.isEmpty() ? Uni.createFrom().voidItem() : enter(community, posting, id.get()));
    }

    private static Uni<Void> enter(CommunityId community, Posting posting, long id) {
        return Multi.createFrom()
                .iterable(posting.amounts().entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> Sql.of("""
                        insert into ledger_entry (posting, community, cause, cause_id, account, amount)
                        values (:posting, :community, :cause, :causeId, :account, :amount)
                        """)
                        .with("posting", id)
                        .with("community", community.value())
                        .with("cause", posting.cause().kind())
                        .with("causeId", posting.cause().id())
                        .with("account", entry.getKey().code())
                        .with("amount", entry.getValue().nano())
                        .run())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Map<LedgerAccount, Money>> posted(CommunityId community, Instant slotStart) {
        return amounts(Sql.of("""
                select e.account, sum(e.amount) from ledger_entry e join posting p on p.id = e.posting
                where p.community = :community and p.slot_start = :start group by e.account
                """).with("community", community.value()).with("start", slotStart));
    }

    private static Uni<Optional<Cause>> latestCause(CommunityId community, Slot slot) {
        return Sql.of("""
                select cause_id from posting
                where community = :community and slot_start = :start and cause = 'slot' order by id desc limit 1
                """)
                .with("community", community.value())
                .with("start", slot.start())
                .first(row -> new Cause.SlotSettled(
                        slot, Integer.parseInt(row.text(0).substring(row.text(0).indexOf('/') + 1))));
    }

    /** What was posted for one cause, to take it back. */
    public Uni<Map<LedgerAccount, Money>> amounts(CommunityId community, Cause cause) {
        return amounts(Sql.of("""
                select account, amount from ledger_entry
                where community = :community and cause = :cause and cause_id = :id
                """)
                .with("community", community.value())
                .with("cause", cause.kind())
                .with("id", cause.id()));
    }

    /** Causes of this kind whose id begins with the prefix. */
    public Uni<List<String>> causeIds(CommunityId community, String kind, String prefix) {
        return Sql.of("""
                select cause_id from posting
                where community = :community and cause = :cause and cause_id like :prefix order by id
                """)
                .with("community", community.value())
                .with("cause", kind)
                .with("prefix", prefix + "%")
                .list(row -> row.text(0));
    }

    /** Balance per kind of account; sums to zero. */
    public Uni<Map<String, Money>> trialBalance(CommunityId community) {
        return Sql.of("select kind, amount from trial_balance where community = :community order by kind")
                .with("community", community.value())
                .list(row -> Map.entry(row.text(0), new Money(row.number(1))))
                .map(rows -> {
                    Map<String, Money> balance = new LinkedHashMap<>();
                    rows.forEach(row -> balance.put(row.getKey(), row.getValue()));
                    return balance;
                });
    }

    private static Uni<Map<LedgerAccount, Money>> amounts(Sql query) {
        return query.list(row -> Map.entry(LedgerAccount.ofCode(row.text(0)), new Money(row.number(1))))
                .map(rows -> {
                    Map<LedgerAccount, Money> amounts = new LinkedHashMap<>();
                    rows.forEach(row -> amounts.put(row.getKey(), row.getValue()));
                    return amounts;
                });
    }
}
