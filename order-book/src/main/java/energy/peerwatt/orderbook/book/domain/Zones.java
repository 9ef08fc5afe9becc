package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The zones of a community over time. For a slot, of all definitions that hold from its start or earlier, the one of
 * the highest version counts; of those without a version the last. What counts for no slot to come is forgotten.
 */
public final class Zones {
    private final Map<GridZoneId, NavigableMap<Instant, Zone>> definitions = new TreeMap<>();

    public static Zones of(Collection<ZoneDefinition> definitions) {
        Zones zones = new Zones();
        definitions.forEach(zones::put);
        return zones;
    }

    private void put(ZoneDefinition definition) {
        definitions
                .computeIfAbsent(definition.zone().id(), id -> new TreeMap<>())
                .put(definition.effectiveFrom(), definition.zone());
    }

    /** Those that are defined, be it for later, in the order of their ids. */
    Set<GridZoneId> ids() {
        return definitions.keySet();
    }

    /** What holds for a slot that starts then. */
    Optional<Zone> find(GridZoneId id, Instant slotStart) {
        return Optional.ofNullable(definitions.get(id))
                .map(known -> known.floorEntry(slotStart))
                .map(Map.Entry::getValue);
    }

    /** What holds for a slot that starts then, in the order of zones' ids. */
    public List<ZoneDefinition> at(Instant slotStart) {
        List<ZoneDefinition> holding = new ArrayList<>();
        for (NavigableMap<Instant, Zone> known : definitions.values()) {
            Map.Entry<Instant, Zone> entry = known.floorEntry(slotStart);
            if (entry != null) {
                holding.add(new ZoneDefinition(entry.getValue(), entry.getKey()));
            }
        }
        return holding;
    }

    /** What holds for slots that start after that one only, in the order of zones' ids and then of time. */
    public List<ZoneDefinition> after(Instant slotStart) {
        List<ZoneDefinition> coming = new ArrayList<>();
        for (NavigableMap<Instant, Zone> known : definitions.values()) {
            known.tailMap(slotStart, false).forEach((from, zone) -> coming.add(new ZoneDefinition(zone, from)));
        }
        return coming;
    }

    /** Takes a definition unless a newer one holds already; no effects where that is so or nothing changes. */
    List<Effect> define(Zone zone, Instant from) {
        NavigableMap<Instant, Zone> known = definitions.getOrDefault(zone.id(), new TreeMap<>());
        Optional<Zone> holding = find(zone.id(), from);
        if (holding.filter(held -> held.version() > zone.version()).isPresent()) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>();
        known.tailMap(from, false).forEach((later, coming) -> {
            if (coming.version() <= zone.version()) {
                effects.add(new Effect.ZoneSuperseded(zone.id(), later));
            }
        });
        if (effects.isEmpty() && holding.filter(zone::equals).isPresent()) {
            return List.of();
        }
        known.tailMap(from, false).values().removeIf(coming -> coming.version() <= zone.version());
        ZoneDefinition definition = new ZoneDefinition(zone, from);
        put(definition);
        effects.add(new Effect.ZoneChanged(definition));
        return effects;
    }

    /** Forgets what holds for no slot that starts then or later. */
    List<Effect> forgetBefore(Instant slotStart) {
        List<Effect> effects = new ArrayList<>();
        definitions.forEach((id, known) -> {
            Instant holding = known.floorKey(slotStart);
            if (holding != null) {
                NavigableMap<Instant, Zone> past = known.headMap(holding, false);
                past.keySet().forEach(from -> effects.add(new Effect.ZoneSuperseded(id, from)));
                past.clear();
            }
        });
        return effects;
    }
}
