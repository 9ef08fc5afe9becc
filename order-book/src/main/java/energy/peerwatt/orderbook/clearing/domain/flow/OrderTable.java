package energy.peerwatt.orderbook.clearing.domain.flow;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The orders of a book by number, in the order of their ids, with what is looked at often in flat arrays. Prices are
 * micro-currency per kWh.
 */
public final class OrderTable {
    /** Stands for the building of an order that names none. */
    public static final int NOWHERE = -1;

    private final ZoneTree tree;
    private final List<BookOrder> orders;
    private final byte[] bookHash;
    private final boolean[] sells;
    private final long[] worth;
    private final int[] zones;
    private final int[] accounts;
    private final int[] buildings;
    private final Map<String, Integer> accountNumbers = new HashMap<>();

    /** @param bookHash the seed of ties */
    public OrderTable(ClearingBook book, Hash32 bookHash) {
        this.tree = ZoneTree.of(book.zones());
        this.orders = book.orders();
        this.bookHash = bookHash.bytes();
        int size = orders.size();
        this.sells = new boolean[size];
        this.worth = new long[size];
        this.zones = new int[size];
        this.accounts = new int[size];
        this.buildings = new int[size];
        Map<Building, Integer> buildingNumbers = new HashMap<>();
        for (int i = 0; i < size; i++) {
            BookOrder order = orders.get(i);
            sells[i] = order.sells();
            zones[i] = tree.number(order.zone());
            Long limit = order.ownLimit();
            worth[i] = limit == null ? 0 : order.clipped(limit);
            accounts[i] = numberOf(order.account(), accountNumbers);
            buildings[i] = order.building() == null
                    ? NOWHERE
                    : numberOf(new Building(zones[i], order.building()), buildingNumbers);
        }
    }

    private record Building(int zone, String name) {}

    private static <K> int numberOf(K key, Map<K, Integer> numbers) {
        Integer number = numbers.putIfAbsent(key, numbers.size());
        return number == null ? numbers.size() - 1 : number;
    }

    public ZoneTree tree() {
        return tree;
    }

    public int size() {
        return sells.length;
    }

    public BookOrder order(int i) {
        return orders.get(i);
    }

    public boolean sells(int i) {
        return sells[i];
    }

    /** Limit of an order without preferences, not below its floor or above its cap. */
    public long worth(int i) {
        return worth[i];
    }

    public int zone(int i) {
        return zones[i];
    }

    public int account(int i) {
        return accounts[i];
    }

    /** Number of an account by name, -1 if no order is of it. */
    public int accountNamed(String name) {
        return accountNumbers.getOrDefault(name, -1);
    }

    /** Number of the building, or {@link #NOWHERE}; equal names in two zones are two buildings. */
    public int building(int i) {
        return buildings[i];
    }

    public boolean areNeighbours(int a, int b) {
        return buildings[a] != NOWHERE && buildings[a] == buildings[b];
    }

    /** Whether the order takes part after direct buys, gifts and nominations. */
    public boolean isForTheMarket(int i) {
        return orders.get(i).directBuyOf() == null && !orders.get(i).givesOnly();
    }

    /** What decides between equals: Keccak-256(book hash | id), which nobody can choose and anybody recompute. */
    public Hash32 tie(int i) {
        return tie(orders.get(i).id());
    }

    Hash32 tieOfZone(int zone) {
        return tie(tree.id(zone));
    }

    private Hash32 tie(String id) {
        return Hash32.of(Hashing.keccak256(bookHash, id.getBytes(StandardCharsets.UTF_8)));
    }
}
