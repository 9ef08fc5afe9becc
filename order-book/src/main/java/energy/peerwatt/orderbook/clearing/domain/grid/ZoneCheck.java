package energy.peerwatt.orderbook.clearing.domain.grid;

import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether zones make a tree, or several, with fees and limits that can be. */
public final class ZoneCheck {
    /** Largest fee, micro-currency per kWh. */
    public static final long MAX_FEE = 0xFFFF_FFFFL;

    private ZoneCheck() {}

    /** Everything that is wrong; empty if nothing is. */
    public static List<String> problems(List<BookZone> zones) {
        List<String> problems = new ArrayList<>();
        Map<String, BookZone> byId = new HashMap<>();
        for (BookZone zone : zones) {
            if (byId.put(zone.id(), zone) != null) {
                problems.add("zone " + zone.id() + " is given twice");
            }
            fee(zone, "edgeFee", zone.edgeFee(), problems);
            fee(zone, "localFee", zone.localFee(), problems);
            limit(zone, "importLimitWh", zone.importLimitWh(), problems);
            limit(zone, "exportLimitWh", zone.exportLimitWh(), problems);
        }
        if (problems.isEmpty()) {
            zones.forEach(zone -> path(zone, byId, problems));
        }
        return problems;
    }

    private static void fee(BookZone zone, String field, long fee, List<String> problems) {
        if (fee < 0 || fee > MAX_FEE) {
            problems.add(field + " of zone " + zone.id() + " is " + fee + ", allowed is 0 to " + MAX_FEE);
        }
    }

    private static void limit(BookZone zone, String field, @Nullable Long limit, List<String> problems) {
        if (limit != null && limit < 0) {
            problems.add(field + " of zone " + zone.id() + " is " + limit + ", allowed is 0 or more, or null");
        }
    }

    private static void path(BookZone zone, Map<String, BookZone> byId, List<String> problems) {
        Set<String> seen = new HashSet<>();
        for (BookZone at = zone; at.parent() != null; ) {
            BookZone above = byId.get(at.parent());
            if (above == null) {
                problems.add("the parent of zone " + at.id() + " is " + at.parent() + ", which is not given");
                return;
            }
            if (!seen.add(at.id())) {
                problems.add("zone " + zone.id() + " is above itself");
                return;
            }
            if (seen.size() > ZoneTree.MAX_DEPTH) {
                problems.add("zone " + zone.id() + " is deeper than " + ZoneTree.MAX_DEPTH);
                return;
            }
            at = above;
        }
    }
}
