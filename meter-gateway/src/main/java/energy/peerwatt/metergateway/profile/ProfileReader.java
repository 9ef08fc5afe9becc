package energy.peerwatt.metergateway.profile;

import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.SerialSettings;
import energy.peerwatt.metergateway.profile.domain.Identity;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.profile.domain.Match;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Profile.Address;
import energy.peerwatt.metergateway.profile.domain.ProfileLint;
import energy.peerwatt.metergateway.profile.domain.Requirement;
import energy.peerwatt.metergateway.yaml.InvalidFileException;
import energy.peerwatt.metergateway.yaml.YamlFile;
import energy.peerwatt.metergateway.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads a register map and holds it against the rules. Every problem is named at once, with file and line. */
final class ProfileReader {
    private static final int HASH_BYTES = 8;
    private static final int LAST_ADDRESS = 0xFFFF;
    private static final int HIGHEST_UNIT = 255;
    /** Of a device on a line. */
    private static final int LAST_UNIT = 247;

    private static final long MOST_POWER_W = 10_000_000;
    private static final int MOST_UPDATE_SECONDS = 900;
    private static final int MOST_MILLIS = 60_000;
    private static final int MOST_SESSIONS = 32;
    private static final Profile.Limits ANY = new Profile.Limits(RegisterBlock.MOST, MOST_POWER_W, 0);
    private static final Profile.LinkNeeds USUAL =
            new Profile.LinkNeeds(0, 0, 1, Set.of(), Set.of(), List.of(), Optional.empty());
    private static final Identity UNKNOWN =
            new Identity(true, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private final YamlMap root;
    private final LocationReader locations;
    private final Map<Object, YamlMap> places = new IdentityHashMap<>();

    private ProfileReader(YamlMap root) {
        this.root = root;
        this.locations = new LocationReader(optional("defaults").map(map -> map.allow("function", "type", "order")));
    }

    /** @throws InvalidFileException if the map cannot be used */
    static Profile read(String name, byte[] file) {
        YamlMap root = YamlFile.read(name, new String(file, StandardCharsets.UTF_8))
                .allow(
                        "id",
                        "title",
                        "version",
                        "sources",
                        "limits",
                        "link",
                        "parts",
                        "match",
                        "identity",
                        "require",
                        "defaults",
                        "sentinels",
                        "points",
                        "sunspec",
                        "offers",
                        "controls");
        Profile profile = new ProfileReader(root).profile(file);
        root.requireFlawless();
        return profile;
    }

    private Profile profile(byte[] file) {
        PointReader points = new PointReader(locations, optional("sentinels"));
        Optional<String> id = root.text("id");
        Optional<String> title = root.text("title");
        Optional<Long> version = root.integer("version", 1, Integer.MAX_VALUE);
        Profile profile = new Profile(
                id.orElse(""),
                title.orElse(""),
                version.orElse(1L).intValue(),
                HexFormat.of().formatHex(Hashing.sha256(file), 0, HASH_BYTES),
                sources(),
                root.map("limits").flatMap(this::limits).orElse(ANY),
                optional("link").map(this::link).orElse(USUAL),
                parts(),
                all("match", true, this::match),
                root.map("identity").map(this::identity).orElse(UNKNOWN),
                all("require", false, this::requirement),
                all("points", !root.has("sunspec"), points::point),
                all("sunspec", false, points::modelPoint),
                offers(),
                all("controls", false, new ControlReader(locations)::read));
        for (ProfileLint.Finding finding : ProfileLint.findings(profile)) {
            places.getOrDefault(finding.subject(), root).problem("id", finding.reason());
        }
        return profile;
    }

    private Optional<YamlMap> optional(String key) {
        return root.has(key) ? root.map(key) : Optional.empty();
    }

    /** The entries of a list that are right, each with its place in the file. */
    private <T> List<T> all(String key, boolean needed, Function<YamlMap, Optional<T>> reader) {
        List<T> all = new ArrayList<>();
        if (needed || root.has(key)) {
            for (YamlMap map : root.maps(key)) {
                reader.apply(map).ifPresent(one -> {
                    places.put(one, map);
                    all.add(one);
                });
            }
        }
        return all;
    }

    private Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        root.map("sources")
                .ifPresent(map -> map.keys().forEach(key -> map.text(key).ifPresent(text -> sources.put(key, text))));
        return sources;
    }

    private Map<String, Integer> parts() {
        Map<String, Integer> parts = new TreeMap<>();
        optional("parts")
                .ifPresent(map -> map.keys()
                        .forEach(key ->
                                map.integer(key, 0, HIGHEST_UNIT).ifPresent(unit -> parts.put(key, unit.intValue()))));
        return parts;
    }

    private Optional<Profile.Limits> limits(YamlMap map) {
        map.allow("maxRegisters", "maxPowerW", "updateSeconds");
        Optional<Long> registers = map.integer("maxRegisters", 2, RegisterBlock.MOST);
        Optional<Long> power = map.integer("maxPowerW", 1, MOST_POWER_W);
        Optional<Long> update = map.integer("updateSeconds", 0, MOST_UPDATE_SECONDS);
        return registers.isPresent() && power.isPresent() && update.isPresent()
                ? Optional.of(new Profile.Limits(
                        registers.get().intValue(), power.get(), update.get().intValue()))
                : Optional.empty();
    }

    private Profile.LinkNeeds link(YamlMap map) {
        map.allow("connectDelayMillis", "gapMillis", "maxSessions", "barriers", "singles", "blocks", "delivered");
        return new Profile.LinkNeeds(
                number(map, "connectDelayMillis", MOST_MILLIS, USUAL.connectDelayMillis()),
                number(map, "gapMillis", MOST_MILLIS, USUAL.gapMillis()),
                map.has("maxSessions")
                        ? map.integer("maxSessions", 1, MOST_SESSIONS)
                                .map(Long::intValue)
                                .orElse(USUAL.maxSessions())
                        : USUAL.maxSessions(),
                addresses(map, "barriers"),
                addresses(map, "singles"),
                blocks(map),
                map.has("delivered") ? map.map("delivered").flatMap(ProfileReader::delivered) : Optional.empty());
    }

    private static Optional<Profile.Delivered> delivered(YamlMap map) {
        map.allow("unit", "baud", "parity", "stop");
        Optional<Long> unit = map.integer("unit", 1, LAST_UNIT);
        Optional<Integer> baud = map.value("baud", ProfileReader::baud);
        Optional<SerialSettings.Parity> parity = map.choice("parity", SerialSettings.Parity.class);
        Optional<Long> stop = map.integer("stop", 1, 2);
        return unit.isPresent() && baud.isPresent() && parity.isPresent() && stop.isPresent()
                ? Optional.of(new Profile.Delivered(
                        unit.get().intValue(),
                        new SerialSettings(baud.get(), parity.get(), stop.get().intValue())))
                : Optional.empty();
    }

    private static int baud(String text) {
        return SerialSettings.BAUDS.stream()
                .filter(known -> known.toString().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(text + " is not known; allowed are " + SerialSettings.BAUDS));
    }

    private static List<RegisterBlock> blocks(YamlMap map) {
        List<RegisterBlock> blocks = new ArrayList<>();
        if (map.has("blocks")) {
            for (YamlMap entry : map.maps("blocks")) {
                entry.allow("function", "address", "count");
                Optional<RegisterFunction> function = entry.choice("function", RegisterFunction.class);
                Optional<Long> address = entry.integer("address", 0, LAST_ADDRESS);
                Optional<Long> count = entry.integer("count", 1, RegisterBlock.MOST);
                if (function.isPresent() && address.isPresent() && count.isPresent()) {
                    blocks.add(new RegisterBlock(
                            function.get(),
                            address.get().intValue(),
                            count.get().intValue()));
                }
            }
        }
        return blocks;
    }

    private static int number(YamlMap map, String key, int most, int usual) {
        return map.has(key) ? map.integer(key, 0, most).map(Long::intValue).orElse(usual) : usual;
    }

    private static Set<Address> addresses(YamlMap map, String key) {
        Set<Address> addresses = new HashSet<>();
        if (map.has(key)) {
            for (YamlMap entry : map.maps(key)) {
                entry.allow("function", "address");
                Optional<RegisterFunction> function = entry.choice("function", RegisterFunction.class);
                Optional<Long> address = entry.integer("address", 0, LAST_ADDRESS);
                if (function.isPresent() && address.isPresent()) {
                    addresses.add(
                            new Address(function.get().code(), address.get().intValue()));
                }
            }
        }
        return addresses;
    }

    private Identity identity(YamlMap map) {
        map.allow("sunspec", "beside", "part", "serial", "model", "firmware");
        boolean sunspec = map.has("sunspec") && map.flag("sunspec").orElse(false);
        Optional<String> part = map.has("part") ? map.text("part") : Optional.empty();
        List<Integer> beside = map.has("beside") ? map.values("beside", Integer::valueOf) : List.of();
        return new Identity(sunspec, beside, part, place(map, "serial"), place(map, "model"), place(map, "firmware"));
    }

    private Optional<Location> place(YamlMap map, String key) {
        return map.has(key)
                ? map.map(key).flatMap(it -> locations.read(it.allow(LocationReader.KEYS)))
                : Optional.empty();
    }

    private enum Probe {
        REGISTER,
        TEXT,
        SUNSPEC,
        FC43,
        BY_HAND
    }

    private Optional<Match> match(YamlMap map) {
        map.allow(
                "probe",
                "function",
                "address",
                "type",
                "order",
                "registers",
                "values",
                "beginnings",
                "maker",
                "vendor",
                "products",
                "why");
        return map.choice("probe", Probe.class).flatMap(probe -> switch (probe) {
            case REGISTER ->
                locations
                        .read(map)
                        .map(at -> new Match.Numbers(at, Set.copyOf(map.values("values", PointReader::bits))));
            case TEXT -> locations.read(map).map(at -> new Match.Texts(at, map.texts("beginnings")));
            case SUNSPEC -> map.text("maker").map(Match.SunSpec::new);
            case FC43 -> map.text("vendor").map(vendor -> new Match.Fc43(vendor, map.texts("products")));
            case BY_HAND -> map.text("why").map(Match.ByHand::new);
        });
    }

    private Optional<Requirement> requirement(YamlMap map) {
        map.allow("function", "address", "type", "order", "registers", "values", "why");
        Optional<Location> location = locations.read(map);
        Set<Long> values = Set.copyOf(map.values("values", PointReader::bits));
        Optional<String> why = map.text("why");
        return location.isEmpty() || why.isEmpty()
                ? Optional.empty()
                : Optional.of(new Requirement(location.get(), values, why.get()));
    }

    private Optional<List<Profile.Offer>> offers() {
        if (!root.has("offers")) {
            return Optional.empty();
        }
        return root.is("offers", "none")
                ? Optional.of(List.of())
                : Optional.of(all("offers", true, map -> {
                    Optional<PointId> id = map.value("id", PointReader::pointId);
                    return locations.read(map).flatMap(at -> id.map(known -> new Profile.Offer(known, at)));
                }));
    }
}
