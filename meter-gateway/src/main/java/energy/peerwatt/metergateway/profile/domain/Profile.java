package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.SerialSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A register map.
 *
 * @param version of the map; a higher one replaces lower ones
 * @param hash first 8 bytes of the SHA-256 of the file it came from, 16 hex digits; readings carry it
 * @param sources where the map was taken from, by key; a settlement point needs two
 * @param parts Modbus units of parts that answer elsewhere than the device itself
 * @param points values in registers
 * @param modelPoints values in SunSpec models
 * @param offers other registers by which the device gives the same value; empty if nobody has looked
 */
public record Profile(
        String id,
        String title,
        int version,
        String hash,
        Map<String, String> sources,
        Limits limits,
        LinkNeeds link,
        Map<String, Integer> parts,
        List<Match> match,
        Identity identity,
        List<Requirement> require,
        List<Point> points,
        List<ModelPoint> modelPoints,
        Optional<List<Offer>> offers,
        List<Control> controls) {
    public Profile {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        parts = Map.copyOf(parts);
        match = List.copyOf(match);
        require = List.copyOf(require);
        points = List.copyOf(points);
        modelPoints = List.copyOf(modelPoints);
        offers = offers.map(List::copyOf);
        controls = List.copyOf(controls);
    }

    /**
     * @param maxRegisters the most registers in one request
     * @param maxPowerW more than this cannot pass the meter; what its counters may gain is judged by it
     * @param updateSeconds how far the counters may be behind
     */
    public record Limits(int maxRegisters, long maxPowerW, int updateSeconds) {}

    /**
     * What a device needs of its line.
     *
     * @param connectDelayMillis silence after a connection is made
     * @param gapMillis silence between a reply and the next request
     * @param maxSessions connections that it bears at the same time; the gateway itself has one to each bus, whatever it
     *     reads, scans or controls there, so this is for whoever else wants to speak with it
     * @param barriers addresses, by function code, that start a request of their own: none may reach across
     * @param singles addresses that may only be read by themselves
     * @param blocks registers that may only be read all together
     * @param delivered how its serial line is set when it comes from its maker; empty without one, or if that is not known
     */
    public record LinkNeeds(
            int connectDelayMillis,
            int gapMillis,
            int maxSessions,
            Set<Address> barriers,
            Set<Address> singles,
            List<RegisterBlock> blocks,
            Optional<Delivered> delivered) {
        public LinkNeeds {
            barriers = Set.copyOf(barriers);
            singles = Set.copyOf(singles);
            blocks = List.copyOf(blocks);
        }

        /** How the device wants to be spoken to. How long its replies can be late it does not say. */
        public Manners manners() {
            return new Manners(Duration.ofMillis(connectDelayMillis), Duration.ofMillis(gapMillis), Duration.ZERO);
        }
    }

    /** How a device comes from its maker. */
    public record Delivered(int unit, SerialSettings line) {}

    /** A register by function code and address. */
    public record Address(int function, int address) {}

    /** Another place where the same value is. */
    public record Offer(PointId id, Location location) {}

    public Optional<Point> point(PointId id) {
        return points.stream().filter(point -> point.id() == id).findFirst();
    }

    /** @throws IllegalArgumentException if the map does not have it */
    public Point required(PointId id) {
        return point(id).orElseThrow(() -> new IllegalArgumentException(this.id + " has no " + id.id()));
    }

    /** The request that reads a value by itself, or with what may only be read together with it. */
    public RegisterBlock request(Location location) {
        return link.blocks().stream()
                .filter(block -> block.function() == location.function()
                        && block.start() <= location.address()
                        && location.end() <= block.end())
                .findFirst()
                .orElseGet(() -> new RegisterBlock(location.function(), location.address(), location.registers()));
    }

    /** Where the serial number is; empty for devices without one or with one in SunSpec model 1. */
    public Optional<Location> serial() {
        return identity.serial();
    }

    /** What a device lacks that is to be the meter of a household; empty if it can be one. */
    public List<String> unfitForMarket() {
        return countsInModels() ? unfitModels() : unfitRegisters();
    }

    /** Whether its counters are in SunSpec models. */
    public boolean countsInModels() {
        return modelPoint(PointId.ENERGY_IMPORT).isPresent();
    }

    public Optional<ModelPoint> modelPoint(PointId id) {
        return modelPoints.stream().filter(point -> point.id() == id).findFirst();
    }

    private List<String> unfitRegisters() {
        List<String> lacks = new ArrayList<>();
        for (PointId needed : List.of(PointId.ENERGY_IMPORT, PointId.ENERGY_EXPORT)) {
            if (point(needed).filter(Point::settlement).isEmpty()) {
                lacks.add(needed.id() + " as a settlement point in registers");
            }
        }
        if (point(PointId.GRID_POWER).isEmpty()) {
            lacks.add(PointId.GRID_POWER.id() + " in registers");
        }
        if (serial().isEmpty() || identity.part().isPresent()) {
            lacks.add("a serial number in a register of its own");
        }
        return lacks;
    }

    /** One model has to have all of it, so that one read gives what belongs together. */
    private List<String> unfitModels() {
        List<String> lacks = new ArrayList<>();
        List<Integer> models = modelPoint(PointId.ENERGY_IMPORT).orElseThrow().models();
        for (PointId needed : List.of(PointId.ENERGY_IMPORT, PointId.ENERGY_EXPORT, PointId.GRID_POWER)) {
            Optional<ModelPoint> point = modelPoint(needed);
            if (point.filter(it -> it.models().equals(models) && it.part().isEmpty())
                    .isEmpty()) {
                lacks.add(needed.id() + " in the model of the other counters");
            }
            if (needed.counter() && point.filter(ModelPoint::settlement).isEmpty()) {
                lacks.add(needed.id() + " as a settlement point");
            }
        }
        if (!identity.sunspec() || !identity.beside().equals(models)) {
            lacks.add("a model 1 of the meter's own (identity: beside)");
        }
        return lacks;
    }
}
