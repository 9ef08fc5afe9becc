package energy.peerwatt.gridservice.topology.domain;

import energy.peerwatt.messages.id.GridZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The zones of a community as they were last defined. The tree's form holds at once, fees and limits from their slot on. */
public final class ZoneTree {
    private final Map<GridZoneId, Zone> zones = new TreeMap<>();

    public ZoneTree(Collection<Zone> zones) {
        zones.forEach(zone -> this.zones.put(zone.id(), zone));
    }

    public Optional<Zone> zone(GridZoneId id) {
        return Optional.ofNullable(zones.get(id));
    }

    /** What is wrong with adding this zone, or replacing the one of its name; empty if it may be. */
    public List<String> violations(Zone candidate) {
        List<String> violations = new ArrayList<>();
        GridZoneId parent = candidate.parent();
        if (parent == null) {
            zones.values().stream()
                    .filter(zone -> zone.parent() == null && !zone.id().equals(candidate.id()))
                    .forEach(root -> violations.add(
                            "parent is missing: the root is " + root.id() + " and there can be only one"));
            if (candidate.edgeFee().microPerKwh() != 0) {
                violations.add("edgeFeeMicroPerKwh must be 0: a root has no edge to a parent");
            }
        } else if (!zones.containsKey(parent)) {
            violations.add("parent must be a zone that is defined, one of " + zones.keySet() + ": " + parent);
        } else if (isBelow(parent, candidate.id())) {
            violations.add("parent must not lie below the zone itself: " + parent);
        }
        return violations;
    }

    /** The zone and all below it; empty for one that is not here. */
    public Set<GridZoneId> withDescendants(GridZoneId id) {
        Set<GridZoneId> found = new LinkedHashSet<>();
        if (zones.containsKey(id)) {
            zones.keySet().stream().filter(zone -> isBelow(zone, id)).forEach(found::add);
        }
        return found;
    }

    /** A zone lies below itself. */
    private boolean isBelow(GridZoneId zone, GridZoneId ancestor) {
        Set<GridZoneId> seen = new HashSet<>();
        for (Zone at = zones.get(zone); at != null && seen.add(at.id()); ) {
            if (at.id().equals(ancestor)) {
                return true;
            }
            GridZoneId parent = at.parent();
            at = parent == null ? null : zones.get(parent);
        }
        return false;
    }
}
