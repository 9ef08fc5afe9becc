package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last slots of each member, as settlement told them. */
final class Deliveries {
    private final Map<AccountId, TreeMap<Slot, Delivery>> byAccount = new HashMap<>();

    Deliveries(List<Delivery> deliveries) {
        deliveries.forEach(this::put);
    }

    List<Delivery> of(AccountId account) {
        return List.copyOf(byAccount.getOrDefault(account, new TreeMap<>()).values());
    }

    Reliability reliability(AccountId account) {
        return Reliability.of(of(account));
    }

    /**
     * A slot became final, or a call of the grid operator was found to have caused a shortfall in it. Either may come first:
     * an excuse waits for the slot, with nothing traded, and counts from then on.
     */
    void take(BalancesChanged.Delivery told, List<Effect> effects) {
        Delivery known = byAccount
                .getOrDefault(told.account(), new TreeMap<>())
                .getOrDefault(
                        told.slot(), new Delivery(told.account(), told.slot(), Energy.ZERO, Energy.ZERO, Energy.ZERO));
        Delivery now = told.traded().isZero()
                ? known.excused(told.excused())
                : new Delivery(told.account(), told.slot(), told.traded(), told.kept(), known.excused());
        if (!now.traded().isZero() || !now.excused().isZero()) {
            put(now);
            effects.add(new Effect.DeliveryChanged(now));
        }
    }

    private void put(Delivery delivery) {
        TreeMap<Slot, Delivery> slots = byAccount.computeIfAbsent(delivery.account(), account -> new TreeMap<>());
        slots.put(delivery.slot(), delivery);
        if (slots.size() > Reliability.SLOTS) {
            slots.pollFirstEntry();
        }
    }
}
