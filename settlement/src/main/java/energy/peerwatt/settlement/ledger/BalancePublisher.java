package energy.peerwatt.settlement.ledger;

import energy.peerwatt.kit.outbox.Outbox;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the order book what members can spend, in the transaction that changed it. */
@ApplicationScoped
public class BalancePublisher {
    private final Balances balances;
    private final Outbox outbox;

    BalancePublisher(Balances balances, Outbox outbox) {
        this.balances = balances;
        this.outbox = outbox;
    }

    /** After a deposit, a withdrawal or a new account; says nothing if none of the wallets has an open account. */
    public Uni<Void> changed(CommunityId community, Set<String> wallets) {
        return locked(community)
                .chain(() -> of(community, wallets))
                .chain(changed ->
                        changed.isEmpty() ? Uni.createFrom().voidItem() : publish(community, changed, List.of(), null));
    }

    /** After a call of the grid operator was settled: also says which shortfalls it caused. */
    public Uni<Void> excused(CommunityId community, Set<String> wallets, List<BalancesChanged.Delivery> excuses) {
        return locked(community)
                .chain(() -> of(community, wallets))
                .chain(changed -> changed.isEmpty() && excuses.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : publish(community, changed, excuses, null));
    }

    /** After a slot became final; always said, for the order book drops the slot's reservations on it. */
    public Uni<Void> settled(
            CommunityId community,
            Slot slot,
            int revision,
            Set<String> wallets,
            List<BalancesChanged.Delivery> deliveries) {
        return locked(community)
                .chain(() -> of(community, wallets))
                .chain(changed ->
                        publish(community, changed, deliveries, new BalancesChanged.Settlement(slot, revision, true)));
    }

    /** After a slot was settled provisionally, so that everybody sees how far it is; no balance changes by that. */
    public Uni<Void> provisional(CommunityId community, Slot slot, int revision) {
        return locked(community)
                .chain(() -> publish(
                        community, List.of(), List.of(), new BalancesChanged.Settlement(slot, revision, false)));
    }

    private Uni<List<BalancesChanged.Balance>> of(CommunityId community, Set<String> wallets) {
        return balances.of(community, wallets)
                .map(all -> all.stream()
                        .map(balance -> new BalancesChanged.Balance(balance.account(), balance.available()))
                        .toList());
    }

    private Uni<Void> publish(
            CommunityId community,
            List<BalancesChanged.Balance> changed,
            List<BalancesChanged.Delivery> deliveries,
            BalancesChanged.@Nullable Settlement settlement) {
        Slot settledSlot = settlement != null && settlement.complete() ? settlement.slot() : null;
        return nextSequence(community)
                .chain(sequence -> outbox.event(
                        Topics.BALANCES_CHANGED,
                        community.toString(),
                        EventTypes.BALANCES_CHANGED,
                        new BalancesChanged(community, sequence, settledSlot, changed, deliveries, settlement)));
    }

    /**
     * Taken before balances are read and held until the transaction ends: a higher number never carries older
     * balances, and numbers leave in the order they were drawn.
     */
    private static Uni<Void> locked(CommunityId community) {
        return Sql.of("insert into balance_sequence (community, last) values (:community, 0) on conflict do nothing")
                .with("community", community.value())
                .run()
                .chain(() -> Sql.of("select last from balance_sequence where community = :community for update")
                        .with("community", community.value())
                        .first(row -> row.number(0)))
                .replaceWithVoid();
    }

    private static Uni<Long> nextSequence(CommunityId community) {
        return Sql.of("update balance_sequence set last = last + 1 where community = :community returning last")
                .with("community", community.value())
                .first(row -> row.number(0))
                .map(Optional::orElseThrow);
    }
}
