package energy.peerwatt.metergateway.profile;

import energy.peerwatt.metergateway.codec.domain.Unit;
import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.profile.domain.ModelPoint;
import energy.peerwatt.metergateway.profile.domain.Point;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.PollGroup;
import energy.peerwatt.metergateway.profile.domain.Scaling;
import energy.peerwatt.metergateway.yaml.YamlMap;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads points, in registers and in SunSpec models. */
final class PointReader {
    private static final int LARGEST_EXPONENT = 9;
    private static final int MOST_MODULES = 100;
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}");
    private static final String NAN = "nan";
    private static final String NONE = "none";

    private final LocationReader locations;
    private final Optional<YamlMap> sentinelsByType;

    PointReader(LocationReader locations, Optional<YamlMap> sentinelsByType) {
        this.locations = locations;
        this.sentinelsByType = sentinelsByType;
    }

    Optional<Point> point(YamlMap map) {
        map.allow(Stream.concat(
                        Arrays.stream(LocationReader.KEYS),
                        Stream.of(
                                "id",
                                "part",
                                "unit",
                                "scale",
                                "sign",
                                "sentinel",
                                "modulus",
                                "group",
                                "settlement",
                                "sources"))
                .toArray(String[]::new));
        Optional<Canonical> canonical = canonical(map);
        Optional<Location> location = locations.read(map);
        Optional<Long> scale =
                map.has("scale") ? map.integer("scale", -LARGEST_EXPONENT, LARGEST_EXPONENT) : Optional.of(0L);
        Optional<Set<Long>> sentinels = location.flatMap(known -> sentinels(map, known.type()));
        Optional<Long> modulus = map.has("modulus") ? map.integer("modulus", 1, Long.MAX_VALUE) : Optional.empty();
        if (canonical.isEmpty() || location.isEmpty() || scale.isEmpty() || sentinels.isEmpty()) {
            return Optional.empty();
        }
        Canonical known = canonical.get();
        return Optional.of(new Point(
                known.id(),
                location.get(),
                part(map),
                new Scaling(known.unit(), scale.get().intValue(), known.sign()),
                sentinels.get(),
                modulus,
                known.group(),
                known.settlement(),
                sources(map)));
    }

    Optional<ModelPoint> modelPoint(YamlMap map) {
        map.allow("id", "part", "models", "point", "module", "unit", "sign", "group", "settlement", "sources");
        Optional<Canonical> canonical = canonical(map);
        List<Integer> models = map.values("models", Integer::valueOf);
        Optional<String> point = map.text("point");
        Optional<ModelPoint.Module> module =
                map.has("module") ? map.value("module", PointReader::module) : Optional.empty();
        return canonical.isEmpty() || point.isEmpty()
                ? Optional.empty()
                : Optional.of(new ModelPoint(
                        canonical.get().id(),
                        part(map),
                        models,
                        point.get(),
                        module,
                        canonical.get().unit(),
                        canonical.get().sign(),
                        canonical.get().group(),
                        canonical.get().settlement(),
                        sources(map)));
    }

    private static ModelPoint.Module module(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return new ModelPoint.Module.Named(text);
        }
        int number = Integer.parseInt(text);
        if (number < 1 || number > MOST_MODULES) {
            throw new IllegalArgumentException(text + " is not within 1 to " + MOST_MODULES);
        }
        return new ModelPoint.Module.Numbered(number);
    }

    /** What both kinds of points have. */
    private record Canonical(PointId id, Unit unit, int sign, boolean settlement, PollGroup group) {}

    private static Optional<Canonical> canonical(YamlMap map) {
        Optional<PointId> id = map.value("id", PointReader::pointId);
        Optional<Unit> unit = map.value("unit", Unit::ofSymbol);
        Optional<Integer> sign = sign(map);
        Optional<Boolean> settlement = map.has("settlement") ? map.flag("settlement") : Optional.of(false);
        Optional<PollGroup> group = map.has("group")
                ? map.choice("group", PollGroup.class)
                : id.map(known -> usual(known, settlement.orElse(false)));
        return id.isEmpty() || unit.isEmpty() || sign.isEmpty() || settlement.isEmpty() || group.isEmpty()
                ? Optional.empty()
                : Optional.of(new Canonical(id.get(), unit.get(), sign.get(), settlement.get(), group.get()));
    }

    private static PollGroup usual(PointId id, boolean settlement) {
        if (settlement) {
            return PollGroup.BOUNDARY;
        }
        return id.unit() == Unit.WATT ? PollGroup.FAST : PollGroup.SLOW;
    }

    static Optional<Integer> sign(YamlMap map) {
        return map.value("sign", text -> switch (text) {
            case "1", "+1" -> 1;
            case "-1" -> -1;
            default -> throw new IllegalArgumentException("must be 1 or -1");
        });
    }

    private static Optional<String> part(YamlMap map) {
        return map.has("part") ? map.text("part") : Optional.empty();
    }

    static List<String> sources(YamlMap map) {
        return map.has("sources") ? map.texts("sources") : List.of();
    }

    /** The bits that stand for no value, of the point or else of its type; somebody has to have thought of it. */
    private Optional<Set<Long>> sentinels(YamlMap map, ValueType type) {
        String word = type.name().toLowerCase(Locale.ROOT);
        if (map.has("sentinel")) {
            return Optional.of(sentinels(map, "sentinel", type));
        }
        Optional<YamlMap> common = sentinelsByType.filter(it -> it.has(word));
        if (common.isEmpty()) {
            map.problem(
                    "sentinel",
                    "sentinel is missing, and there is none for " + word + " in sentinels; " + NONE
                            + " if the maker has no such value");
            return Optional.empty();
        }
        return common.map(it -> sentinels(it, word, type));
    }

    private static Set<Long> sentinels(YamlMap map, String key, ValueType type) {
        if (map.is(key, NONE)) {
            return Set.of();
        }
        if (map.is(key, NAN)) {
            if (!type.floating()) {
                map.problem(key, "only a floating number can be nan");
            }
            return Set.of();
        }
        return new TreeSet<>(map.values(key, PointReader::bits));
    }

    /** Bits of a value, as decimal or 0x number without sign. */
    static long bits(String text) {
        try {
            return text.startsWith("0x") || text.startsWith("0X")
                    ? Long.parseUnsignedLong(text.substring(2), 16)
                    : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number of at most 64 bits: " + text, e);
        }
    }

    static PointId pointId(String text) {
        return PointId.of(text)
                .orElseThrow(() -> new IllegalArgumentException(text + " is not known; allowed are "
                        + Arrays.stream(PointId.values()).map(PointId::id).collect(Collectors.joining(", "))));
    }
}
