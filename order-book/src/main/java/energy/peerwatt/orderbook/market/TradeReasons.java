package energy.peerwatt.orderbook.market;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.orderbook.market.TradeReason.Part;
import energy.peerwatt.orderbook.market.TradeReason.Share;
import energy.peerwatt.orderbook.market.TradeReason.Toll;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads out of a sealed book and its result why trades have their prices. */
final class TradeReasons {
    private final SealedBook book;
    private final Map<GridZoneId, SealedBook.Zone> zones = new HashMap<>();
    private final Map<GridZoneId, ClearingResult.ZoneResult> results = new HashMap<>();
    private final Map<OrderId, SealedBook.Order> orders = new HashMap<>();

    TradeReasons(BookLine line) {
        this.book = line.book();
        book.zones().forEach(zone -> zones.put(zone.id(), zone));
        book.orders().forEach(order -> orders.put(order.id(), order));
        line.result().zones().forEach(zone -> results.put(zone.zone(), zone));
    }

    TradeReason of(ClearingResult.Fill fill, Side side) {
        SealedBook.Order own = orders.get(side == Side.SELL ? fill.sell() : fill.buy());
        Integer place = side == Side.SELL ? fill.sellAlternative() : fill.buyAlternative();
        SealedBook.Preference alternative =
                place == null ? null : own.preferences().get(place);
        ClearingResult.ZoneResult sellers = results.get(fill.from());
        return new TradeReason(
                book.rule(),
                fill.step(),
                alternative,
                alternative == null ? own.limit() : alternative.limit(),
                side == Side.SELL ? own.floor() : own.cap(),
                share(sellers.demand(), sellers.supply()),
                sellers.price(),
                results.get(fill.to()).price(),
                feePath(fill.from(), fill.to()),
                fill.buyerPays());
    }

    private static @Nullable Share share(@Nullable Energy demand, @Nullable Energy supply) {
        return demand == null || supply == null ? null : new Share(demand, supply);
    }

    private List<Toll> feePath(GridZoneId from, GridZoneId to) {
        List<SealedBook.Zone> up = wayUp(from);
        List<SealedBook.Zone> down = wayUp(to);
        // What both ways have in common at their upper ends is not passed.
        while (!up.isEmpty() && !down.isEmpty() && up.getLast().equals(down.getLast())) {
            up.removeLast();
            down.removeLast();
        }
        List<Toll> tolls = new ArrayList<>();
        up.forEach(zone -> tolls.add(new Toll(zone.id(), Part.EDGE_UP, zone.edgeFee())));
        down.reversed().forEach(zone -> tolls.add(new Toll(zone.id(), Part.EDGE_DOWN, zone.edgeFee())));
        tolls.add(new Toll(to, Part.LOCAL, zones.get(to).localFee()));
        return tolls;
    }

    /** A zone and those above it, up to its root. */
    private List<SealedBook.Zone> wayUp(GridZoneId id) {
        List<SealedBook.Zone> way = new ArrayList<>();
        for (SealedBook.Zone at = zones.get(id); at != null; at = at.parent() == null ? null : zones.get(at.parent())) {
            way.add(at);
        }
        return way;
    }
}
