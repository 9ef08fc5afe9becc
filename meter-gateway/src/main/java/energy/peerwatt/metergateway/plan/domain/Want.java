package energy.peerwatt.metergateway.plan.domain;

import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.profile.domain.Location;
import java.util.List;

/** Registers that must come in one reply: those of a value, or of several that mean something only together. */
public record Want(RegisterFunction function, int start, int count) {
    public Want {
        RegisterBlock.check(start, count);
    }

    public static Want of(Location location) {
        return new Want(location.function(), location.address(), location.registers());
    }

    /** What a device gives only as this request. */
    public static Want of(RegisterBlock request) {
        return new Want(request.function(), request.start(), request.count());
    }

    /**
     * A value and its scale factor, or two counters that are compared.
     *
     * @throws IllegalArgumentException if one reply cannot hold them
     */
    public static Want together(List<Location> locations) {
        int start = locations.stream().mapToInt(Location::address).min().orElseThrow();
        int end = locations.stream().mapToInt(Location::end).max().orElseThrow();
        RegisterFunction function = locations.getFirst().function();
        if (locations.stream().anyMatch(location -> location.function() != function)) {
            throw new IllegalArgumentException("no reply holds registers of two functions: " + locations);
        }
        return new Want(function, start, end - start);
    }

    public boolean isWithin(RegisterBlock block) {
        return function == block.function() && start >= block.start() && end() <= block.end();
    }

    public int end() {
        return start + count;
    }
}
