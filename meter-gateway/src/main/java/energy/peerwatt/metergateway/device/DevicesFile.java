package energy.peerwatt.metergateway.device;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.metergateway.inverter.domain.InverterState;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.yaml.InvalidFileException;
import energy.peerwatt.metergateway.yaml.YamlFile;
import energy.peerwatt.metergateway.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the devices file; a gateway does not start with one that has any problem. */
public final class DevicesFile {
    private static final int HIGHEST_UNIT = 247;

    private DevicesFile() {}

    /** @throws InvalidFileException naming file, line and reason of every problem */
    public static Devices read(Path path, Profiles profiles) {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            throw new InvalidFileException(
                    List.of(path + ":1: cannot be read (" + e + "); peerwatt.gateway.devices names the devices file"));
        }
        return parse(path.toString(), text, profiles);
    }

    static Devices parse(String name, String text, Profiles profiles) {
        YamlMap root = YamlFile.read(name, text).allow("gatewayId", "slot", "devices");
        Optional<GatewayId> gateway = root.value("gatewayId", GatewayId::of);
        Optional<Duration> slot = root.value("slot", DevicesFile::slot);
        List<Device> devices = new ArrayList<>();
        Set<MeterId> meters = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (YamlMap map : root.anyMaps("devices")) {
            device(map, profiles).ifPresent(device -> {
                if (!meters.add(device.meter())) {
                    map.problem("meterId", device.meter() + " is there twice");
                }
                if (!names.add(device.name())) {
                    map.problem("name", device.name() + " is there twice");
                }
                devices.add(device);
            });
        }
        Devices.clashes(devices).forEach(clash -> root.problem("devices", clash));
        root.requireFlawless();
        return new Devices(gateway.orElseThrow(), slot.orElseThrow(), devices);
    }

    private static Duration slot(String text) {
        Duration slot;
        try {
            slot = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a duration like PT15M: " + text, e);
        }
        return new Slot(Instant.EPOCH, slot).length();
    }

    private static Optional<Device> device(YamlMap map, Profiles profiles) {
        map.allow("name", "meterId", "account", "meter", "inverter");
        Optional<String> name = map.text("name");
        Optional<MeterId> id = map.value("meterId", MeterId::of);
        Optional<AccountId> account = map.has("account") ? map.value("account", AccountId::of) : Optional.empty();
        Optional<YamlMap> meter = map.map("meter").map(it -> it.allow("url", "unit", "profile", "serial"));
        Optional<Endpoint> endpoint = meter.flatMap(it -> it.value("url", Endpoint::parse));
        Optional<Integer> unit = meter.flatMap(DevicesFile::unit);
        Optional<Profile> profile = meter.flatMap(it -> it.value("profile", wanted -> fit(profiles.profile(wanted))));
        Optional<String> serial = meter.filter(it -> it.has("serial")).flatMap(it -> it.text("serial"));
        Optional<Device.Inverter> inverter =
                map.has("inverter") ? map.map("inverter").flatMap(its -> inverter(its, profiles)) : Optional.empty();
        boolean whole =
                name.isPresent() && id.isPresent() && endpoint.isPresent() && unit.isPresent() && profile.isPresent();
        return whole
                ? Optional.of(new Device(
                        name.get(), id.get(), account, endpoint.get(), unit.get(), profile.get(), serial, inverter))
                : Optional.empty();
    }

    private static Profile fit(Profile profile) {
        List<String> lacks = profile.unfitForMarket();
        if (!lacks.isEmpty()) {
            throw new IllegalArgumentException(
                    profile.id() + " cannot be the meter of a household: it lacks " + String.join(", ", lacks));
        }
        return profile;
    }

    private static Profile telling(Profile profile) {
        if (!InverterState.isToldBy(profile)) {
            throw new IllegalArgumentException(profile.id() + " cannot be an inverter: it has none of "
                    + InverterState.POINTS.stream().map(PointId::id).collect(Collectors.joining(", ")));
        }
        return profile;
    }

    private static Optional<Device.Inverter> inverter(YamlMap map, Profiles profiles) {
        map.allow("url", "unit", "profile", "serial");
        Optional<Endpoint> endpoint = map.value("url", Endpoint::parse);
        Optional<Integer> unit = unit(map);
        Optional<Profile> profile = map.has("profile")
                ? map.value("profile", wanted -> telling(profiles.profile(wanted)))
                : Optional.empty();
        Optional<String> serial = map.has("serial") ? map.text("serial") : Optional.empty();
        return endpoint.isPresent() && unit.isPresent()
                ? Optional.of(new Device.Inverter(endpoint.get(), unit.get(), profile, serial))
                : Optional.empty();
    }

    private static Optional<Integer> unit(YamlMap map) {
        return map.integer("unit", 0, HIGHEST_UNIT).map(Long::intValue);
    }
}
