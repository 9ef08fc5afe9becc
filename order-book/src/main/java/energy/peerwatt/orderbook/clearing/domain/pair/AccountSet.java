package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import java.util.Arrays;

/** Accounts, each known by the number of one of its orders: a hash table in one array, for books of many orders. */
final class AccountSet {
    private static final int FREE = -1;

    private final OrderTable table;
    private final int[] orders;

    /** An empty set for accounts of a table. */
    AccountSet(OrderTable table) {
        this.table = table;
        this.orders = new int[Integer.highestOneBit(Math.max(1, table.size())) * 4];
        Arrays.fill(orders, FREE);
    }

    void addAccountOf(int order) {
        int place = placeOf(order);
        if (orders[place] == FREE) {
            orders[place] = order;
        }
    }

    boolean hasAccountOf(int order) {
        return orders[placeOf(order)] != FREE;
    }

    /** Where the account of an order is, or would be. */
    private int placeOf(int order) {
        String account = table.order(order).account();
        int hash = account.hashCode();
        int place = (hash ^ hash >>> 16) & orders.length - 1;
        while (orders[place] != FREE && !table.isOf(orders[place], account)) {
            place = place + 1 & orders.length - 1;
        }
        return place;
    }
}
