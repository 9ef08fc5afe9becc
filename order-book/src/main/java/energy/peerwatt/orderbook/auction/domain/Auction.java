package energy.peerwatt.orderbook.auction.domain;

import energy.peerwatt.messages.evidence.ClearingResult;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.SealedBook;
import energy.peerwatt.messages.id.GridZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Clears a sealed book: maximum welfare, and among outcomes of equal welfare the largest volume; one price per zone.
 * Each zone is cleared by itself. Costs O(n log n) of its orders.
 */
public final class Auction {
    private Auction() {}

    /** @throws IllegalArgumentException if an order names a zone that the book does not have */
    public static ClearingResult clear(SealedBook book) {
        return clear(book, book.hash());
    }

    /**
     * As {@link #clear(SealedBook)}, for a caller that has the hash already.
     *
     * @param bookHash the hash of {@code book}
     */
    public static ClearingResult clear(SealedBook book, Hash32 bookHash) {
        Map<GridZoneId, List<SealedBook.Order>> ordersOf = ordersByZone(book);
        List<ClearingResult.ZoneResult> zones = new ArrayList<>();
        List<ClearingResult.Fill> fills = new ArrayList<>();
        for (SealedBook.Zone zone : book.zones()) {
            ZoneAuction auction = new ZoneAuction(zone, ordersOf.getOrDefault(zone.id(), List.of()), bookHash);
            ClearingResult.ZoneResult result = auction.result(book.rule());
            zones.add(result);
            if (result.price() != null) {
                fills.addAll(auction.fills(result.price(), fills.size()));
            }
        }
        return new ClearingResult(ClearingResult.VERSION, book.community(), book.slot(), bookHash, zones, fills);
    }

    private static Map<GridZoneId, List<SealedBook.Order>> ordersByZone(SealedBook book) {
        Map<GridZoneId, List<SealedBook.Order>> ordersOf = new HashMap<>();
        for (SealedBook.Zone zone : book.zones()) {
            if (ordersOf.put(zone.id(), new ArrayList<>()) != null) {
                throw new IllegalArgumentException("the book has zone " + zone.id() + " twice");
            }
        }
        for (SealedBook.Order order : book.orders()) {
            List<SealedBook.Order> orders = ordersOf.get(order.zone());
            if (orders == null) {
                throw new IllegalArgumentException(
                        "order " + order.id() + " is of zone " + order.zone() + ", which the book does not have");
            }
            orders.add(order);
        }
        return ordersOf;
    }
}
