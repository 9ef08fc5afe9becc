package energy.peerwatt.orderbook.clearing.domain.flow;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
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
    private final int[] buildings;
    private final boolean[] forTheMarket;
    private final boolean[] choosy;
    private boolean anyDirectBuy;
    private boolean anyGift;
    private boolean anyNomination;

    /** @param bookHash the seed of ties */
    public OrderTable(ClearingBook book, Hash32 bookHash) {
        this.tree = ZoneTree.of(book.zones());
        this.orders = book.orders();
        this.bookHash = bookHash.bytes();
        int size = orders.size();
        this.sells = new boolean[size];
        this.worth = new long[size];
        this.zones = new int[size];
        this.buildings = new int[size];
        this.forTheMarket = new boolean[size];
        this.choosy = new boolean[size];
        Map<Building, Integer> buildingNumbers = new HashMap<>();
        for (int i = 0; i < size; i++) {
            BookOrder order = orders.get(i);
            sells[i] = order.sells();
            // Mostly the zone is that of the order before.
            zones[i] =
                    i > 0 && order.zone().equals(orders.get(i - 1).zone()) ? zones[i - 1] : tree.number(order.zone());
            Long limit = order.ownLimit();
            worth[i] = limit == null ? 0 : order.clipped(limit);
            buildings[i] = order.building() == null
                    ? NOWHERE
                    : buildingNumbers.computeIfAbsent(
                            new Building(zones[i], order.building()), building -> buildingNumbers.size());
            forTheMarket[i] = order.directBuyOf() == null && !order.givesOnly();
            choosy[i] = !order.preferences().isEmpty();
            anyDirectBuy |= order.directBuyOf() != null;
            anyGift |= order.giftTo() != null;
            anyNomination |= !order.nominated().isEmpty();
        }
    }

    private record Building(int zone, String name) {}

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

    public boolean isOf(int i, String account) {
        return orders.get(i).account().equals(account);
    }

    public boolean areOfOneAccount(int a, int b) {
        return isOf(a, orders.get(b).account());
    }

    /** Number of the building, or {@link #NOWHERE}; equal names in two zones are two buildings. */
    public int building(int i) {
        return buildings[i];
    }

    public boolean areNeighbours(int a, int b) {
        return buildings[a] != NOWHERE && buildings[a] == buildings[b];
    }

    public boolean isWithin(Tier tier, int a, int b) {
        return switch (tier) {
            case BUILDING -> areNeighbours(a, b);
            case FEEDER -> zones[a] == zones[b];
            case SUBSTATION -> tree.areOfOneSubstation(zones[a], zones[b]);
        };
    }

    /** Whether the order takes part after direct buys, gifts and nominations. */
    public boolean isForTheMarket(int i) {
        return forTheMarket[i];
    }

    /** Whether the order has alternatives. */
    public boolean isChoosy(int i) {
        return choosy[i];
    }

    public boolean hasDirectBuys() {
        return anyDirectBuy;
    }

    public boolean hasGifts() {
        return anyGift;
    }

    public boolean hasNominations() {
        return anyNomination;
    }

    /** What decides between equals: Keccak-256(book hash | id), which nobody can choose and anybody recompute. */
    public Hash32 tie(int i) {
        return tie(orders.get(i).id());
    }

    Hash32 tieOfZone(int zone) {
        return tie(tree.id(zone));
    }

    /** As {@link #tie(int)}, of anything that has a name. */
    public Hash32 tie(String id) {
        return Hash32.of(Hashing.keccak256(bookHash, id.getBytes(StandardCharsets.UTF_8)));
    }
}
