package energy.peerwatt.metergateway.plan.domain;

import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.profile.domain.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Packs points into as few requests as pay off. A point is never split. */
public final class ReadPlan {
    /** Reading so many unneeded registers costs less on TCP than another request. */
    static final int WORTHWHILE_HOLE = 32;

    private ReadPlan() {}

    /**
     * @param maxRegisters the device's limit for one request
     * @return blocks by function and address that cover every location
     */
    public static List<RegisterBlock> blocks(List<Location> locations, int maxRegisters) {
        List<Location> sorted = locations.stream()
                .sorted(Comparator.comparing(Location::function).thenComparing(Location::address))
                .toList();
        List<RegisterBlock> blocks = new ArrayList<>();
        RegisterBlock open = null;
        for (Location location : sorted) {
            if (open != null && joins(open, location, maxRegisters)) {
                open = new RegisterBlock(
                        open.function(), open.start(), Math.max(open.end(), location.end()) - open.start());
                continue;
            }
            if (open != null) {
                blocks.add(open);
            }
            open = new RegisterBlock(location.function(), location.address(), location.registers());
        }
        if (open != null) {
            blocks.add(open);
        }
        return blocks;
    }

    private static boolean joins(RegisterBlock open, Location location, int maxRegisters) {
        return location.function() == open.function()
                && location.address() - open.end() <= WORTHWHILE_HOLE
                && Math.max(open.end(), location.end()) - open.start() <= maxRegisters;
    }
}
