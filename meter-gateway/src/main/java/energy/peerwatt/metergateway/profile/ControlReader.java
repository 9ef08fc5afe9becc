package energy.peerwatt.metergateway.profile;

import energy.peerwatt.metergateway.codec.domain.Unit;
import energy.peerwatt.metergateway.profile.domain.Control;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.yaml.YamlMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a device can be told. */
final class ControlReader {
    private static final int LARGEST_EXPONENT = 9;
    private static final long MOST_VALUE = 0xFFFF_FFFFL;
    private static final int MOST_SECONDS = 86_400;
    private static final int MOST_STEPS = 65_535;
    private static final String NONE = "none";

    private final LocationReader locations;

    ControlReader(LocationReader locations) {
        this.locations = locations;
    }

    Optional<Control> read(YamlMap map) {
        map.allow(
                "id",
                "unit",
                "least",
                "most",
                "writes",
                "release",
                "reversion",
                "persistence",
                "minIntervalSeconds",
                "sources");
        Optional<Control.Kind> kind = map.choice("id", Control.Kind.class);
        Optional<Unit> unit = map.value("unit", Unit::ofSymbol);
        Optional<Long> least = map.integer("least", -MOST_VALUE, MOST_VALUE);
        Optional<Long> most = map.integer("most", -MOST_VALUE, MOST_VALUE);
        List<Control.Write> writes = writes(map, "writes");
        List<Control.Write> release = writes(map, "release");
        Optional<Control.Reversion> reversion = map.is("reversion", NONE)
                ? Optional.empty()
                : map.map("reversion").flatMap(this::reversion);
        Optional<Control.Persistence> persistence = map.choice("persistence", Control.Persistence.class);
        Optional<Long> interval = map.integer("minIntervalSeconds", 0, MOST_SECONDS);
        List<String> sources = PointReader.sources(map);
        if (kind.isEmpty()
                || unit.isEmpty()
                || least.isEmpty()
                || most.isEmpty()
                || persistence.isEmpty()
                || interval.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Control(
                kind.get(),
                unit.get(),
                least.get(),
                most.get(),
                writes,
                release,
                reversion,
                persistence.get(),
                interval.get().intValue(),
                sources));
    }

    private List<Control.Write> writes(YamlMap map, String key) {
        List<Control.Write> writes = new ArrayList<>();
        for (YamlMap write : map.maps(key)) {
            write.allow(Stream.concat(Arrays.stream(LocationReader.KEYS), Stream.of("value", "scale", "sign"))
                    .toArray(String[]::new));
            Optional<Location> location = locations.read(write);
            Optional<Long> value = write.has("value") ? write.integer("value", 0, MOST_VALUE) : Optional.empty();
            Optional<Long> scale =
                    write.has("scale") ? write.integer("scale", -LARGEST_EXPONENT, LARGEST_EXPONENT) : Optional.of(0L);
            Optional<Integer> sign = write.has("sign") ? PointReader.sign(write) : Optional.of(1);
            if (location.isPresent() && scale.isPresent() && sign.isPresent()) {
                writes.add(new Control.Write(location.get(), value, scale.get().intValue(), sign.get()));
            }
        }
        return writes;
    }

    private Optional<Control.Reversion> reversion(YamlMap map) {
        map.allow(Stream.concat(Arrays.stream(LocationReader.KEYS), Stream.of("secondsPerStep", "most"))
                .toArray(String[]::new));
        Optional<Location> location = locations.read(map);
        Optional<Long> step = map.integer("secondsPerStep", 1, MOST_SECONDS);
        Optional<Long> most = map.integer("most", 1, MOST_STEPS);
        return location.isEmpty() || step.isEmpty() || most.isEmpty()
                ? Optional.empty()
                : Optional.of(new Control.Reversion(
                        location.get(), step.get().intValue(), most.get().intValue()));
    }
}
