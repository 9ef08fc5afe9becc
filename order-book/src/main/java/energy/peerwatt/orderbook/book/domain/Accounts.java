package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What members can spend: balances as settlement told them, less what this book has reserved per slot. */
final class Accounts {
    private final Map<AccountId, Money> available = new HashMap<>();
    private final Map<Slot, Map<AccountId, Money>> reserved = new HashMap<>();
    private final Map<AccountId, Money> reservedInAll = new HashMap<>();

    boolean isOpen(AccountId account) {
        return available.containsKey(account);
    }

    /** Negative when balances fell below what is reserved; zero for an account that is not open. */
    Money free(AccountId account) {
        return available.getOrDefault(account, Money.ZERO).minus(reservedInAll.getOrDefault(account, Money.ZERO));
    }

    void setAvailable(AccountId account, Money amount) {
        available.put(account, amount);
    }

    Money reserved(AccountId account, Slot slot) {
        return reserved.getOrDefault(slot, Map.of()).getOrDefault(account, Money.ZERO);
    }

    void setReserved(AccountId account, Slot slot, Money amount) {
        Money change = amount.minus(reserved(account, slot));
        Map<AccountId, Money> ofSlot = reserved.computeIfAbsent(slot, s -> new HashMap<>());
        if (amount.equals(Money.ZERO)) {
            ofSlot.remove(account);
            if (ofSlot.isEmpty()) {
                reserved.remove(slot);
            }
        } else {
            ofSlot.put(account, amount);
        }
        reservedInAll.merge(account, change, Money::plus);
    }

    /** What is reserved for an account, by slot. */
    SortedMap<Slot, Money> reserved(AccountId account) {
        SortedMap<Slot, Money> bySlot = new TreeMap<>();
        reserved.forEach((slot, amounts) -> {
            Money amount = amounts.get(account);
            if (amount != null) {
                bySlot.put(slot, amount);
            }
        });
        return bySlot;
    }

    /** Accounts with a reservation for {@code slot}, in the order of their ids. */
    Set<AccountId> reservedFor(Slot slot) {
        return new TreeMap<>(reserved.getOrDefault(slot, Map.of())).keySet();
    }
}
