package energy.peerwatt.orderbook.continuous.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The numbers under which the engine knows orders and accounts. An order's number is used again when it is done. */
final class OrderNumbers {
    record Ticket(OrderId id, AccountId account) {}

    static final int UNKNOWN = -1;

    private final Map<OrderId, Integer> numbers = new HashMap<>();
    private final List<@Nullable Ticket> tickets = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Map<AccountId, Integer> accounts = new HashMap<>();

    int find(OrderId id) {
        return numbers.getOrDefault(id, UNKNOWN);
    }

    int take(OrderId id, AccountId account) {
        int number = free.isEmpty() ? tickets.size() : free.pop();
        if (number == tickets.size()) {
            tickets.add(null);
        }
        tickets.set(number, new Ticket(id, account));
        numbers.put(id, number);
        return number;
    }

    void release(int number) {
        numbers.remove(ticket(number).id());
        tickets.set(number, null);
        free.push(number);
    }

    Ticket ticket(long number) {
        return Objects.requireNonNull(tickets.get((int) number), "order number without an order");
    }

    int owner(AccountId account) {
        return accounts.computeIfAbsent(account, added -> accounts.size());
    }
}
