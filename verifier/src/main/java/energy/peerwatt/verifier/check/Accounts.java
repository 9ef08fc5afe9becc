package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.AccountLine;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.chain.ChainFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is behind the account indices, checked: each index and each meter is held by the account's wallet on chain. */
public final class Accounts {
    private final Map<AccountId, AccountLine> lines = new HashMap<>();
    private final Set<MeterId> meters = new HashSet<>();

    private Accounts() {}

    /** @throws Difference unless index, wallet and meter of every line are those of the chain */
    public static Accounts check(List<Line<AccountLine>> lines, ChainFacts chain) throws Difference {
        Accounts accounts = new Accounts();
        int before = 3;
        for (Line<AccountLine> line : lines) {
            AccountLine account = line.value();
            String where = "account " + account.account();
            String wallet = account.wallet().toLowerCase(Locale.ROOT);
            line.holds(account.index() > before, where, "indices ascend from 4", account.index());
            before = account.index();
            line.same(
                    where,
                    "wallet of index " + account.index(),
                    chain.accounts().get(account.index()),
                    wallet);
            ChainFacts.Binding binding = chain.meters().get(account.meter());
            line.holds(binding != null, where, "the meter is registered on chain", account.meter());
            line.same(where, "owner of meter " + account.meter(), binding == null ? null : binding.owner(), wallet);
            line.holds(accounts.meters.add(account.meter()), where, "a meter has one account", account.meter());
            line.holds(
                    accounts.lines.put(account.account(), account) == null,
                    where,
                    "an account has one index",
                    account.index());
        }
        return accounts;
    }

    public @Nullable AccountLine get(AccountId account) {
        return lines.get(account);
    }

    /** @throws IllegalArgumentException if the bundle does not know the account */
    public int index(AccountId account) {
        AccountLine line = lines.get(account);
        if (line == null) {
            throw new IllegalArgumentException("account " + account + " is not in accounts.ndjson");
        }
        return line.index();
    }

    public int count() {
        return lines.size();
    }
}
