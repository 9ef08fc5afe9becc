package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.binding.EscrowContract;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.settlement.ledger.BalancePublisher;
import energy.peerwatt.settlement.ledger.Ledger;
import energy.peerwatt.settlement.ledger.domain.Cause;
import energy.peerwatt.settlement.ledger.domain.LedgerAccount;
import energy.peerwatt.settlement.ledger.domain.Posting;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;

/** Money that came into escrow, left it, or was moved there by the contract itself. */
@ApplicationScoped
class EscrowEvents {
    private static final String KIND = "chain";

    private final Ledger ledger;
    private final BalancePublisher balances;

    EscrowEvents(Ledger ledger, BalancePublisher balances) {
        this.ledger = ledger;
        this.balances = balances;
    }

    Uni<Void> apply(CommunityId cell, ChainLog log, int times, EscrowContract.Event event) {
        Cause.ChainEvent cause = new Cause.ChainEvent(log.blockHash() + ":" + log.index(), times);
        return switch (event) {
            case EscrowContract.AccountOpened opened ->
                opened(log, opened)
                        .chain(() ->
                                balances.changed(cell, Set.of(opened.owner().hex())));
            case EscrowContract.Deposited deposited ->
                transfer(cell, cause, LedgerAccount.CHAIN, deposited.index(), deposited.amount());
            case EscrowContract.Withdrawn withdrawn ->
                request(log, withdrawn.index(), withdrawn.amount(), true)
                        .chain(() -> transfer(
                                cell,
                                cause,
                                LedgerAccount.CHAIN,
                                withdrawn.index(),
                                withdrawn.amount().negated()));
            case EscrowContract.WithdrawRequested requested ->
                request(log, requested.index(), requested.amount(), false)
                        .chain(() -> owner(requested.index()))
                        .chain(owner -> balances.changed(cell, Set.of(owner)));
            case EscrowContract.ShortfallCovered covered ->
                transfer(cell, cause, LedgerAccount.INSURANCE, covered.index(), covered.amount());
            // The ledger has had a period's nets since its slots became final; only the chain learns them now.
            case EscrowContract.NetApplied applied -> Uni.createFrom().voidItem();
        };
    }

    /** Takes back what the block's events posted. */
    Uni<Void> orphan(CommunityId cell, Hash32 block, int times) {
        return ledger.causeIds(cell, KIND, block + ":")
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .filter(id -> id.endsWith("/" + times))
                        .onItem()
                        .transformToUniAndConcatenate(id -> reverse(cell, id, times))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> reverse(CommunityId cell, String id, int times) {
        Cause.ChainEvent cause = new Cause.ChainEvent(id.substring(0, id.lastIndexOf('/')), times);
        return ledger.amounts(cell, cause)
                .chain(amounts -> ledger.post(
                                cell, new Posting(cause, null, amounts).reversed(new Cause.ChainEventOrphaned(cause)))
                        .chain(() -> balances.changed(
                                cell,
                                amounts.keySet().stream()
                                        .filter(LedgerAccount.Escrow.class::isInstance)
                                        .map(account -> ((LedgerAccount.Escrow) account).wallet())
                                        .collect(Collectors.toSet()))));
    }

    private Uni<Void> transfer(CommunityId cell, Cause cause, LedgerAccount from, int index, Money amount) {
        return owner(index)
                .chain(owner -> ledger.post(
                                cell, Posting.transfer(cause, from, LedgerAccount.ofIndex(index, owner), amount))
                        .chain(() -> balances.changed(cell, Set.of(owner))));
    }

    private static Uni<String> owner(int index) {
        return Sql.of("select owner from canonical_escrow_account where account_index = :index")
                .with("index", index)
                .first(row -> row.text(0))
                .map(owner -> owner.orElseThrow(
                        () -> new IllegalStateException("account index " + index + " was never opened")));
    }

    private static Uni<Integer> opened(ChainLog log, EscrowContract.AccountOpened opened) {
        return Sql.of("""
                insert into escrow_account (block, idx, account_index, owner)
                values (:block, :idx, :index, :owner) on conflict do nothing
                """)
                .with("block", log.blockHash().hex())
                .with("idx", log.index())
                .with("index", opened.index())
                .with("owner", opened.owner().hex())
                .run();
    }

    private static Uni<Integer> request(ChainLog log, int index, Money amount, boolean withdrawn) {
        return Sql.of("""
                insert into withdrawal_request (block, idx, account_index, amount, withdrawn)
                values (:block, :idx, :index, :amount, :withdrawn) on conflict do nothing
                """)
                .with("block", log.blockHash().hex())
                .with("idx", log.index())
                .with("index", index)
                .with("amount", amount.nano())
                .with("withdrawn", withdrawn)
                .run();
    }
}
