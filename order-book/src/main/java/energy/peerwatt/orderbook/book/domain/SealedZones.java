package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The zones of a slot as its book is sealed with them. A gate must close whatever the definitions say: a parent or an
 * order's zone that nobody has defined stands alone, and so does a zone whose way up does not end, for two definitions
 * may each put one zone below the other.
 */
final class SealedZones {
    /** Of edges on the way from a zone to its root; more would not be cleared. */
    private static final int LONGEST_WAY = 1_000;

    private final Map<GridZoneId, Zone> defined = new TreeMap<>();
    private final Map<GridZoneId, NetEnergy> entered;
    private final Map<GridZoneId, SealedBook.Zone> sealed = new TreeMap<>();

    /** @param entered what earlier rounds brought into zones, net; that much less may enter them still, and more leave */
    private SealedZones(List<ZoneDefinition> definitions, Map<GridZoneId, NetEnergy> entered) {
        this.entered = entered;
        definitions.forEach(definition -> defined.put(definition.zone().id(), definition.zone()));
    }

    /** Of a slot, all that are defined and these. */
    static List<SealedBook.Zone> of(BookContents book, Slot slot, Collection<GridZoneId> ordered) {
        SealedZones zones =
                new SealedZones(book.zones.at(slot.start()), book.progress(slot).entered());
        zones.defined.values().forEach(zone -> zones.add(zone, slot.length()));
        ordered.forEach(zone -> zones.sealed.computeIfAbsent(zone, SealedBook.Zone::undefined));
        return List.copyOf(zones.sealed.values());
    }

    /** Of a slot, these and all above them. */
    static List<SealedBook.Zone> above(BookContents book, Slot slot, Collection<GridZoneId> ordered) {
        Map<GridZoneId, SealedBook.Zone> all = new TreeMap<>();
        of(book, slot, ordered).forEach(zone -> all.put(zone.id(), zone));
        Map<GridZoneId, SealedBook.Zone> above = new TreeMap<>();
        for (GridZoneId id : ordered) {
            SealedBook.Zone zone = all.get(id);
            while (zone != null && above.put(zone.id(), zone) == null) {
                zone = zone.parent() == null ? null : all.get(zone.parent());
            }
        }
        return List.copyOf(above.values());
    }

    private void add(Zone zone, Duration slot) {
        GridZoneId parent = endsBelow(zone) ? zone.parent() : null;
        sealed.put(zone.id(), left(zone.sealed(parent, slot)));
        if (parent != null && !defined.containsKey(parent)) {
            sealed.put(parent, SealedBook.Zone.undefined(parent));
        }
    }

    private SealedBook.Zone left(SealedBook.Zone zone) {
        NetEnergy flow = entered.get(zone.id());
        return flow == null
                ? zone
                : new SealedBook.Zone(
                        zone.id(),
                        zone.parent(),
                        zone.version(),
                        zone.edgeFee(),
                        zone.localFee(),
                        left(zone.importLimit(), -flow.wattHours()),
                        left(zone.exportLimit(), flow.wattHours()));
    }

    /** A limit that was lowered below what flows already lets nothing more pass. */
    private static @Nullable Energy left(@Nullable Energy limit, long more) {
        return limit == null ? null : new Energy(Math.max(0, Math.addExact(limit.wattHours(), more)));
    }

    private boolean endsBelow(Zone zone) {
        GridZoneId at = parent(zone);
        for (int edges = 0; edges < LONGEST_WAY; edges++) {
            if (at == null) {
                return true;
            }
            at = parent(defined.get(at));
        }
        return at == null;
    }

    private static @Nullable GridZoneId parent(@Nullable Zone zone) {
        return zone == null ? null : zone.parent();
    }
}
