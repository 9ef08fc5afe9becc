package energy.peerwatt.settlement.ledger.domain;

import energy.peerwatt.messages.quantity.Money;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A double entry: what it gives (+) and takes (-) sums to zero. It is never changed; a correction is another posting
 * that points at it.
 *
 * @param corrects the cause this corrects, if any
 * @param amounts by account, in order of the accounts' codes, none zero
 */
public record Posting(Cause cause, @Nullable Cause corrects, Map<LedgerAccount, Money> amounts) {
    private static final Comparator<LedgerAccount> BY_CODE = Comparator.comparing(LedgerAccount::code);

    /** @throws IllegalArgumentException if the amounts do not sum to zero */
    public Posting {
        Objects.requireNonNull(cause, "cause is missing");
        Map<LedgerAccount, Money> ordered = new TreeMap<>(BY_CODE);
        amounts.forEach((account, amount) -> {
            if (!amount.equals(Money.ZERO)) {
                ordered.put(account, amount);
            }
        });
        amounts = Collections.unmodifiableMap(new LinkedHashMap<>(ordered));
        Money sum = amounts.values().stream().reduce(Money.ZERO, Money::plus);
        if (!sum.equals(Money.ZERO)) {
            throw new IllegalArgumentException("posting for " + cause + " does not balance: " + sum + " over");
        }
    }

    /** A posting that moves {@code amount} from one account to another; a negative amount moves it back. */
    public static Posting transfer(Cause cause, LedgerAccount from, LedgerAccount to, Money amount) {
        return new Posting(cause, null, Map.of(from, amount.negated(), to, amount));
    }

    /** The posting that turns what {@code posted} made of the accounts into what this says; it points at {@code last}. */
    public Posting correcting(Cause last, Map<LedgerAccount, Money> posted) {
        Map<LedgerAccount, Money> difference = new TreeMap<>(BY_CODE);
        difference.putAll(amounts);
        posted.forEach((account, amount) -> difference.merge(account, amount.negated(), Money::plus));
        return new Posting(cause, last, difference);
    }

    /** The posting that takes this one back. */
    public Posting reversed(Cause why) {
        Map<LedgerAccount, Money> reversed = new TreeMap<>(BY_CODE);
        amounts.forEach((account, amount) -> reversed.put(account, amount.negated()));
        return new Posting(why, cause, reversed);
    }
}
