package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mandates of members, the orders under them, and what those use up of the mandates' limits. */
final class Mandates {
    private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    private final Map<AccountId, HeldMandate> held = new HashMap<>();
    private final Map<OrderId, MandatedOrder> orders = new HashMap<>();
    private final Map<InSlot, Energy> ordered = new HashMap<>();
    private final Map<OnDay, Money> spent = new HashMap<>();

    private record InSlot(AccountId account, Slot slot) {}

    private record OnDay(AccountId account, long day) {}

    Mandates(MandateState state) {
        state.held().forEach(this::hold);
        state.orders().forEach(this::add);
        state.spent().forEach(day -> spent.put(new OnDay(day.account(), day.day()), day.amount()));
    }

    Optional<HeldMandate> of(AccountId account) {
        return Optional.ofNullable(held.get(account));
    }

    void hold(HeldMandate mandate) {
        held.put(mandate.account(), mandate);
    }

    void add(MandatedOrder order) {
        orders.put(order.leaf().order(), order);
        ordered.merge(
                new InSlot(order.account(), order.leaf().slot()), order.leaf().energy(), Energy::plus);
    }

    /** Under which mandate an order was placed, if under any. */
    @Nullable
    Hash32 of(OrderId order) {
        MandatedOrder found = orders.get(order);
        return found == null ? null : found.leaf().mandate();
    }

    List<OrderId> ordersOf(AccountId account) {
        return orders.values().stream()
                .filter(order -> order.account().equals(account))
                .map(order -> order.leaf().order())
                .sorted()
                .toList();
    }

    /** All that was placed under mandates for the slot, cancelled or not. */
    Energy ordered(AccountId account, Slot slot) {
        return ordered.getOrDefault(new InSlot(account, slot), Energy.ZERO);
    }

    /**
     * What purchases for slots of the day have cost or still can cost, those by hand too. When the member first gives a
     * mandate, it begins with what is reserved then.
     */
    Money spent(AccountId account, long day) {
        return spent.getOrDefault(new OnDay(account, day), Money.ZERO);
    }

    /** What purchases for the slot cost or can cost has changed. */
    void spend(AccountId account, Slot slot, Money change, List<Effect> effects) {
        if (held.containsKey(account)) {
            Money now = spent.merge(new OnDay(account, dayOf(slot)), change, Money::plus);
            effects.add(new Effect.Spent(new MandateState.Spent(account, dayOf(slot), now)));
        }
    }

    /** Forgets what no order for that slot or a later one can touch. */
    void forgetBefore(Slot next) {
        orders.values().removeIf(order -> order.leaf().slot().compareTo(next) < 0);
        ordered.keySet().removeIf(use -> use.slot().compareTo(next) < 0);
        spent.keySet().removeIf(use -> use.day() < dayOf(next));
    }

    /** Since 1970, UTC: the same to everybody who checks, wherever the community is. */
    static long dayOf(Slot slot) {
        return Math.floorDiv(slot.start().getEpochSecond(), SECONDS_PER_DAY);
    }
}
