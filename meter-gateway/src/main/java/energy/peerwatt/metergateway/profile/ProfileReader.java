package energy.peerwatt.metergateway.profile;

import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.profile.domain.Point;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Unit;
import energy.peerwatt.metergateway.yaml.InvalidFileException;
import energy.peerwatt.metergateway.yaml.YamlFile;
import energy.peerwatt.metergateway.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and checks a register map. Every problem is named at once, with file and line. */
final class ProfileReader {
    private static final int HASH_BYTES = 8;
    private static final int LAST_ADDRESS = 0xFFFF;
    private static final int SOURCES_FOR_SETTLEMENT = 2;
    private static final long MOST_POWER_W = 10_000_000;
    private static final int MOST_UPDATE_SECONDS = 900;

    private ProfileReader() {}

    /** @throws InvalidFileException if the map cannot be used */
    static Profile read(String name, byte[] file) {
        YamlMap root = YamlFile.read(name, new String(file, StandardCharsets.UTF_8))
                .allow("id", "title", "version", "sources", "limits", "identity", "points");
        Optional<String> id = root.text("id");
        Optional<String> title = root.text("title");
        root.integer("version", 1, Integer.MAX_VALUE);
        List<String> sources = root.texts("sources");
        Optional<Profile.Limits> limits = root.map("limits").flatMap(ProfileReader::limits);
        Optional<Location> serial = root.map("identity")
                .flatMap(identity -> identity.allow("serial").map("serial"))
                .flatMap(map -> location(map.allow("function", "address", "type", "order")));
        List<Point> points = new ArrayList<>();
        Set<PointId> seen = EnumSet.noneOf(PointId.class);
        for (YamlMap map : root.maps("points")) {
            point(map).ifPresent(point -> {
                if (!seen.add(point.id())) {
                    map.problem("id", point.id().id() + " is there twice");
                }
                points.add(point);
            });
        }
        checkWhole(root, points, sources);
        root.requireFlawless();
        return new Profile(
                id.orElseThrow(),
                title.orElseThrow(),
                hash(file),
                sources,
                limits.orElseThrow(),
                serial.orElseThrow(),
                points);
    }

    private static void checkWhole(YamlMap root, List<Point> points, List<String> sources) {
        for (PointId needed : List.of(PointId.GRID_POWER, PointId.ENERGY_IMPORT, PointId.ENERGY_EXPORT)) {
            if (root.flawless() && points.stream().noneMatch(point -> point.id() == needed)) {
                root.problem("points", needed.id() + " is missing; a meter without it cannot be used");
            }
        }
        boolean settles = points.stream().anyMatch(Point::settlement);
        if (settles && sources.stream().distinct().count() < SOURCES_FOR_SETTLEMENT) {
            root.problem("sources", "settlement points need two different sources");
        }
    }

    private static Optional<Profile.Limits> limits(YamlMap map) {
        map.allow("maxRegisters", "maxPowerW", "updateSeconds");
        Optional<Long> registers = map.integer("maxRegisters", 2, RegisterBlock.MOST);
        Optional<Long> power = map.integer("maxPowerW", 1, MOST_POWER_W);
        Optional<Long> update = map.integer("updateSeconds", 0, MOST_UPDATE_SECONDS);
        return registers.isPresent() && power.isPresent() && update.isPresent()
                ? Optional.of(new Profile.Limits(
                        registers.get().intValue(), power.get(), update.get().intValue()))
                : Optional.empty();
    }

    private static Optional<Point> point(YamlMap map) {
        map.allow("id", "function", "address", "type", "order", "unit", "sign", "settlement");
        Optional<PointId> id = map.value("id", ProfileReader::pointId);
        Optional<Location> location = location(map);
        Optional<Unit> unit = map.value("unit", Unit::ofSymbol);
        Optional<Long> sign = map.integer("sign", -1, 1);
        Optional<Boolean> settlement = map.flag("settlement");
        if (id.isEmpty() || location.isEmpty() || unit.isEmpty() || sign.isEmpty() || settlement.isEmpty()) {
            return Optional.empty();
        }
        if (unit.get().canonical() != id.get().unit()) {
            map.problem(
                    "unit", unit.get().symbol() + " is no unit of " + id.get().id());
        }
        if (sign.get() == 0) {
            map.problem("sign", "sign must be 1 or -1");
        }
        if (settlement.get() != id.get().counter()) {
            map.problem("settlement", "settlement must be true for the energy counters and for nothing else");
        }
        return Optional.of(
                new Point(id.get(), location.get(), unit.get(), sign.get().intValue(), settlement.get()));
    }

    private static Optional<Location> location(YamlMap map) {
        Optional<RegisterFunction> function = map.choice("function", RegisterFunction.class);
        Optional<Long> address = map.integer("address", 0, LAST_ADDRESS);
        Optional<ValueType> type = map.choice("type", ValueType.class);
        Optional<WordOrder> order = map.choice("order", WordOrder.class);
        if (function.isEmpty() || address.isEmpty() || type.isEmpty() || order.isEmpty()) {
            return Optional.empty();
        }
        Location location = new Location(function.get(), address.get().intValue(), type.get(), order.get());
        if (location.end() > LAST_ADDRESS + 1) {
            map.problem("address", "the value does not end within the address space");
            return Optional.empty();
        }
        return Optional.of(location);
    }

    private static PointId pointId(String text) {
        return PointId.of(text)
                .orElseThrow(() -> new IllegalArgumentException(text + " is not known; allowed are "
                        + String.join(
                                ", ",
                                Arrays.stream(PointId.values()).map(PointId::id).toList())));
    }

    private static String hash(byte[] file) {
        return HexFormat.of().formatHex(Hashing.sha256(file), 0, HASH_BYTES);
    }
}
