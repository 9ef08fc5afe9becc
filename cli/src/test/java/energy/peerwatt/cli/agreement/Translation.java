package energy.peerwatt.cli.agreement;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.verifier.market.tree.Choice;
import energy.peerwatt.verifier.market.tree.Offer;
import energy.peerwatt.verifier.market.tree.Order;
import energy.peerwatt.verifier.market.tree.Zone;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A book of the order book in the words of the verifier. */
final class Translation {
    private Translation() {}

    static List<Zone> zones(ClearingBook book) {
        byte[] bookHash = book.hash().bytes();
        return book.zones().stream().map(zone -> zone(zone, bookHash)).toList();
    }

    private static Zone zone(BookZone zone, byte[] bookHash) {
        return new Zone(
                zone.id(),
                zone.parent(),
                zone.edgeFee(),
                zone.localFee(),
                limit(zone.importLimitWh()),
                limit(zone.exportLimitWh()),
                tie(bookHash, zone.id()));
    }

    private static long limit(@Nullable Long wh) {
        return wh == null ? Zone.UNLIMITED : wh;
    }

    static List<Order> orders(ClearingBook book, List<Zone> zones) {
        byte[] bookHash = book.hash().bytes();
        Map<String, Zone> byId = new HashMap<>();
        zones.forEach(zone -> byId.put(zone.id(), zone));
        List<Order> orders = new ArrayList<>();
        for (BookOrder order : book.orders()) {
            orders.add(order(order, byId.get(order.zone()), tie(bookHash, order.id())));
        }
        return orders;
    }

    private static Order order(BookOrder order, Zone zone, Hash32 tie) {
        Long own = order.limit() != null ? order.limit() : order.sells() ? order.floor() : order.cap();
        long limit = own == null ? 0 : own;
        if (order.sells()) {
            limit = order.floor() == null ? limit : Math.max(limit, order.floor());
        } else {
            limit = order.cap() == null ? limit : Math.min(limit, order.cap());
        }
        Offer offer = order.sells()
                ? Offer.ask(order.id(), zone, order.wh(), limit, order.building(), tie)
                : Offer.bid(order.id(), zone, order.wh(), limit, order.building(), tie);
        return new Order(
                offer,
                order.account(),
                order.sequence(),
                order.directBuyOf(),
                order.minFillWh() > 0 ? order.minFillWh() : order.wh(),
                order.giftTo(),
                order.giftTo() != null ? order.givesOnly() : own == null,
                order.nominated(),
                order.source(),
                choices(order, limit));
    }

    private static List<Choice> choices(BookOrder order, long limit) {
        return order.preferences().stream()
                .map(preference -> new Choice(
                        preference.partners(),
                        preference.sources(),
                        preference.maxTier() == null
                                ? null
                                : preference.maxTier().ordinal(),
                        preference.limit() == null ? limit : order.clipped(preference.limit()),
                        preference.maxWh() == null ? order.wh() : Math.min(preference.maxWh(), order.wh())))
                .toList();
    }

    private static Hash32 tie(byte[] bookHash, String id) {
        return Hash32.of(Hashing.keccak256(bookHash, id.getBytes(StandardCharsets.UTF_8)));
    }
}
