package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of energy from a zone to another.
 *
 * @param fee of its edges and of the zone where it ends, micro-currency per kWh
 * @param room what may still pass it, Wh; {@link Long#MAX_VALUE} for no limit
 */
record Way(long fee, long room) {
    /** Empty where the zones have no common root. */
    static Optional<Way> between(Collection<SealedBook.Zone> zones, GridZoneId from, GridZoneId to) {
        Map<GridZoneId, SealedBook.Zone> byId = new HashMap<>();
        zones.forEach(zone -> byId.put(zone.id(), zone));
        List<SealedBook.Zone> up = upwards(byId, from);
        List<SealedBook.Zone> down = upwards(byId, to);
        if (up.isEmpty() || down.isEmpty() || !up.getLast().equals(down.getLast())) {
            return Optional.empty();
        }
        long fee = down.getFirst().localFee().microPerKwh();
        // What both ways have in common at their upper ends is not passed.
        while (!up.isEmpty() && !down.isEmpty() && up.getLast().equals(down.getLast())) {
            up.removeLast();
            down.removeLast();
        }
        long room = Long.MAX_VALUE;
        for (SealedBook.Zone zone : up) {
            fee += zone.edgeFee().microPerKwh();
            room = Math.min(room, limit(zone.exportLimit()));
        }
        for (SealedBook.Zone zone : down) {
            fee += zone.edgeFee().microPerKwh();
            room = Math.min(room, limit(zone.importLimit()));
        }
        return Optional.of(new Way(fee, room));
    }

    /** A zone and those above it, up to its root. */
    private static List<SealedBook.Zone> upwards(Map<GridZoneId, SealedBook.Zone> zones, GridZoneId id) {
        List<SealedBook.Zone> way = new ArrayList<>();
        SealedBook.Zone at = zones.get(id);
        while (at != null) {
            way.add(at);
            at = at.parent() == null ? null : zones.get(at.parent());
        }
        return way;
    }

    private static long limit(@Nullable Energy limit) {
        return limit == null ? Long.MAX_VALUE : limit.wattHours();
    }
}
