package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.time.Slot;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The orders that wait for their gate. */
final class OpenOrders {
    private final Map<OrderId, Order> byId = new HashMap<>();
    private final Map<Slot, Map<OrderId, Order>> bySlot = new HashMap<>();
    private final Map<Slot, Map<AccountId, Standing>> standings = new HashMap<>();

    /** On which side of a slot an account stands, with how many orders, and what is left of them in Wh. */
    private record Standing(Side side, int orders, long leftWh) {
        private static final Standing NONE = new Standing(Side.SELL, 0, 0);

        Standing with(Order order, int sign) {
            return new Standing(
                    order.side(), orders + sign, leftWh + sign * order.left().wattHours());
        }
    }

    void add(Order order) {
        byId.put(order.id(), order);
        bySlot.computeIfAbsent(order.slot(), slot -> new LinkedHashMap<>()).put(order.id(), order);
        stand(order, 1);
    }

    Optional<Order> find(OrderId id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Side> sideOf(AccountId account, Slot slot) {
        return Optional.ofNullable(standings.getOrDefault(slot, Map.of()).get(account))
                .map(Standing::side);
    }

    void remove(Order order) {
        byId.remove(order.id());
        bySlot.getOrDefault(order.slot(), new HashMap<>()).remove(order.id());
        stand(order, -1);
    }

    /** Puts an order in the place of the one with its id, which is of the same account, side and slot. */
    void replace(Order order) {
        Order before = byId.put(order.id(), order);
        if (before != null) {
            stand(before, -1);
        }
        stand(order, 1);
        bySlot.getOrDefault(order.slot(), new HashMap<>()).put(order.id(), order);
    }

    private void stand(Order order, int sign) {
        standings.computeIfAbsent(order.slot(), slot -> new HashMap<>()).compute(order.account(), (account, known) -> {
            Standing now = (known == null ? Standing.NONE : known).with(order, sign);
            return now.orders == 0 ? null : now;
        });
    }

    /** What is left of an account's orders of the slot. */
    long leftWh(AccountId account, Slot slot) {
        Standing standing = standings.getOrDefault(slot, Map.of()).get(account);
        return standing == null ? 0 : standing.leftWh;
    }

    /** Slots with orders, ascending. */
    List<Slot> slots() {
        return bySlot.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    List<Order> of(Slot slot) {
        return List.copyOf(bySlot.getOrDefault(slot, Map.of()).values());
    }

    /** Takes all orders of a slot out of the book. */
    List<Order> removeAll(Slot slot) {
        Map<OrderId, Order> removed = bySlot.remove(slot);
        standings.remove(slot);
        if (removed == null) {
            return List.of();
        }
        byId.keySet().removeAll(removed.keySet());
        return List.copyOf(removed.values());
    }

    Collection<Order> all() {
        return byId.values();
    }
}
