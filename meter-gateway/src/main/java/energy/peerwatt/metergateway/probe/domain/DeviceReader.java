package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Decoded;
import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.link.domain.DeviceIdentification;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.plan.domain.Learned;
import energy.peerwatt.metergateway.plan.domain.ReadRules;
import energy.peerwatt.metergateway.plan.domain.Want;
import energy.peerwatt.metergateway.profile.domain.Identity;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.profile.domain.Match;
import energy.peerwatt.metergateway.profile.domain.ModelPoint;
import energy.peerwatt.metergateway.profile.domain.Point;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Requirement;
import energy.peerwatt.metergateway.profile.domain.Sample;
import energy.peerwatt.metergateway.profile.domain.Scaling;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource.Answer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads the points of a profile, in as few requests as the profile allows and as the device has shown that it answers. For
 * one thread.
 */
public final class DeviceReader {
    private final Profile profile;
    private final RegisterAccess access;
    private final ReadRules rules;
    private final ModelCache models;
    private final Map<Optional<String>, Learned> learned = new HashMap<>();

    private DeviceReader(Profile profile, RegisterAccess access, ReadRules rules) {
        this.profile = profile;
        this.access = access;
        this.rules = rules;
        this.models = new ModelCache(access, profile.limits().maxRegisters());
    }

    /** On a line of which nothing is known. */
    private static DeviceReader of(Profile profile, RegisterAccess access) {
        return of(profile, access, ReadRules.of(profile, ReadRules.HOLE_ON_LINE));
    }

    public static DeviceReader of(Profile profile, RegisterAccess access, ReadRules rules) {
        return new DeviceReader(profile, access, rules);
    }

    /** Reads every point once. */
    public static DevicePicture read(Profile profile, RegisterAccess access) {
        return read(profile, access, EnumSet.allOf(PointId.class));
    }

    /** Whether the device is one of the profile's; empty if the profile leaves that to people. */
    public static Optional<Boolean> matches(Profile profile, RegisterAccess access) {
        DeviceReader reader = of(profile, access);
        List<Match> probes = profile.match().stream()
                .filter(match -> !(match instanceof Match.ByHand))
                .toList();
        return probes.isEmpty() ? Optional.empty() : Optional.of(probes.stream().anyMatch(reader::fits));
    }

    /** Whether one of these marks of the profile is the device's. */
    static boolean fits(Profile profile, RegisterAccess access, Predicate<Match> marks) {
        DeviceReader reader = of(profile, access);
        return profile.match().stream().filter(marks).anyMatch(reader::fits);
    }

    public Optional<String> serial() {
        return text(profile.identity().serial()).or(() -> common("SN"));
    }

    public Optional<String> model() {
        return text(profile.identity().model()).or(() -> common("Md"));
    }

    public Optional<String> firmware() {
        return text(profile.identity().firmware()).or(() -> common("Vr"));
    }

    /** A sample for each of these points that the profile has. */
    public Map<PointId, Sample> samples(Set<PointId> wanted) {
        models.again();
        Map<PointId, Sample> samples = new EnumMap<>(PointId.class);
        profile.points().stream()
                .filter(point -> wanted.contains(point.id()))
                .collect(Collectors.groupingBy(Point::part))
                .forEach((part, points) -> samples.putAll(samples(part, points)));
        profile.modelPoints().stream()
                .filter(point -> wanted.contains(point.id()))
                .forEach(point -> samples.put(point.id(), sample(point)));
        return samples;
    }

    /** Reads these points, and who the device is, once. */
    public static DevicePicture read(Profile profile, RegisterAccess access, Set<PointId> wanted) {
        return of(profile, access).picture(wanted);
    }

    private DevicePicture picture(Set<PointId> wanted) {
        Map<PointId, Sample> samples = samples(wanted);
        return new DevicePicture(
                serial(),
                model(),
                firmware(),
                samples,
                profile.require().stream()
                        .filter(requirement -> !holds(requirement))
                        .toList());
    }

    private Map<PointId, Sample> samples(Optional<String> part, List<Point> points) {
        Map<PointId, Sample> samples = new EnumMap<>(PointId.class);
        points.forEach(point -> samples.put(point.id(), new Sample.Missing(Absent.NOT_READ)));
        List<Want> wants = points.stream().map(this::want).toList();
        Deque<RegisterBlock> blocks =
                new ArrayDeque<>(learned.getOrDefault(part, Learned.NOTHING).blocks(wants, rules));
        while (!blocks.isEmpty()) {
            RegisterBlock block = blocks.pop();
            List<Want> inside =
                    wants.stream().filter(want -> want.isWithin(block)).toList();
            switch (access.read(part, block)) {
                case Answer.Words words -> {
                    RegisterWindow window = new RegisterWindow(block.start(), words.words());
                    points.stream()
                            .filter(point -> want(point).isWithin(block))
                            .forEach(point -> samples.put(point.id(), point.sample(window)));
                }
                case Answer.NoSuchAddress _ -> {
                    Learned now = learned.getOrDefault(part, Learned.NOTHING).after(block, inside);
                    learned.put(part, now);
                    List<RegisterBlock> parts = now.blocks(inside, rules);
                    if (parts.size() > 1) {
                        parts.reversed().forEach(blocks::push);
                    }
                }
                case Answer.Failed _ -> {}
            }
        }
        return samples;
    }

    private Want want(Point point) {
        return Want.of(profile.request(point.location()));
    }

    private Sample sample(ModelPoint point) {
        Scaling scaling = new Scaling(point.unit(), 0, point.sign());
        return models.first(point.part(), point.models())
                .map(model -> scaling.sample(
                        point.id(),
                        point.module()
                                .map(module -> value(model, point.point(), module))
                                .orElseGet(() -> model.value(point.point()))))
                .orElse(new Sample.Missing(Absent.NOT_READ));
    }

    private static Decoded value(ModelReading model, String point, ModelPoint.Module module) {
        return switch (module) {
            case ModelPoint.Module.Numbered numbered -> model.value(point, numbered.number());
            case ModelPoint.Module.Named named -> {
                OptionalInt number = model.module(ModelPoint.NAMES, named.beginning());
                yield number.isPresent() ? model.value(point, number.getAsInt()) : Absent.NOT_READ;
            }
        };
    }

    private boolean holds(Requirement requirement) {
        return bits(requirement.location())
                .filter(requirement.values()::contains)
                .isPresent();
    }

    private boolean fits(Match match) {
        return switch (match) {
            case Match.Numbers numbers ->
                bits(numbers.location()).filter(numbers.values()::contains).isPresent();
            case Match.Texts texts ->
                text(Optional.empty(), texts.location())
                        .filter(text -> texts.beginnings().stream().anyMatch(text::startsWith))
                        .isPresent();
            case Match.SunSpec sunspec -> begins(common("Mn"), sunspec.maker());
            case Match.Fc43 objects ->
                access.identification().filter(said -> fits(objects, said)).isPresent();
            case Match.ByHand _ -> false;
        };
    }

    private static boolean fits(Match.Fc43 objects, DeviceIdentification said) {
        return begins(said.vendor(), objects.vendor())
                && objects.products().stream().anyMatch(product -> begins(said.product(), product));
    }

    private static boolean begins(Optional<String> text, String beginning) {
        return text.filter(it -> it.toLowerCase(Locale.ROOT).startsWith(beginning.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    private Optional<String> common(String point) {
        return profile.identity().sunspec()
                ? models.common(profile.identity().part(), profile.identity().beside())
                        .map((ModelReading model) -> model.text(point))
                        .filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private Optional<Long> bits(Location location) {
        return window(Optional.empty(), profile.request(location))
                .map(window -> window.bits(location.address(), location.registers(), location.order()));
    }

    private Optional<String> text(Optional<Location> location) {
        return location.flatMap(at -> text(profile.identity().part(), at));
    }

    private Optional<String> text(Optional<String> part, Location location) {
        return window(part, profile.request(location))
                .map(window -> Identity.read(location, window))
                .filter(text -> !text.isEmpty());
    }

    private Optional<RegisterWindow> window(Optional<String> part, RegisterBlock block) {
        return access.read(part, block) instanceof Answer.Words words
                ? Optional.of(new RegisterWindow(block.start(), words.words()))
                : Optional.empty();
    }
}
