package energy.peerwatt.settlement.ledger;

import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Money;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Balances are sums over the ledger, never stored. */
@ApplicationScoped
public class Balances {
    private static final String SUMS = """
            select m.account, m.wallet, a.account_index,
                coalesce(sum(e.amount) filter (where p.slot_start is null or s.state = 'FINAL'), 0),
                coalesce(sum(e.amount) filter (where s.state <> 'FINAL'), 0),
                coalesce(max(w.amount), 0)
            from (select distinct on (account) account, wallet from member_version
                  where community = :community order by account, valid_from desc, id desc) m
            join canonical_escrow_account a on a.owner = m.wallet
            left join ledger_entry e on e.account = 'escrow:' || m.wallet and e.community = :community
            left join posting p on p.id = e.posting
            left join slot s on s.community = p.community and s.start = p.slot_start
            left join open_withdrawal w on w.account_index = a.account_index
            """;
    private static final String BY_ACCOUNT = " group by m.account, m.wallet, a.account_index order by m.account";

    /** Of all members whose account on chain is open. */
    public Uni<List<Balance>> of(CommunityId community) {
        return Sql.of(SUMS + BY_ACCOUNT).with("community", community.value()).list(Balances::balance);
    }

    /** Of those members whose wallet is among these. */
    Uni<List<Balance>> of(CommunityId community, Set<String> wallets) {
        return wallets.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Sql.of(SUMS + "where m.wallet in (:wallets)" + BY_ACCOUNT)
                        .with("community", community.value())
                        .with("wallets", wallets)
                        .list(Balances::balance);
    }

    /** Of one member; empty if its account on chain is not open. */
    public Uni<Optional<Balance>> of(CommunityId community, AccountId account) {
        return Sql.of(SUMS + "where m.account = :account" + BY_ACCOUNT)
                .with("community", community.value())
                .with("account", account.value())
                .first(Balances::balance);
    }

    private static Balance balance(Row row) {
        return new Balance(
                new AccountId(row.id(0)),
                row.text(1),
                row.small(2),
                new Money(row.number(3)),
                new Money(row.number(4)),
                new Money(row.number(5)));
    }
}
