package energy.peerwatt.cli.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.metergateway.link.domain.DeviceIdentification;
import energy.peerwatt.metergateway.probe.domain.DevicePicture;
import energy.peerwatt.metergateway.probe.domain.Finding;
import energy.peerwatt.metergateway.probe.domain.Recognition;
import energy.peerwatt.metergateway.probe.domain.RegisterAccess;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Requirement;
import energy.peerwatt.metergateway.profile.domain.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a device said, in canonical units and directions.
 *
 * @param recognisedBy fc43, sunspec, registers or by hand
 * @param identification what it says of itself by function 43, by the ids of the objects; left out if it does not
 * @param unmetSettings settings that are not as the profile requires, or cannot be read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProbeReport(
        String url,
        int unit,
        String profile,
        String title,
        String profileHash,
        String recognisedBy,
        String maker,
        String model,
        String firmware,
        String serial,
        @Nullable SortedMap<Integer, String> identification,
        List<PointLine> points,
        List<SettingLine> unmetSettings) {

    /**
     * @param value exact decimal, as a text so that no reader rounds it; left out where the device has none
     * @param quality GOOD, COARSE, or why there is no value
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PointLine(String id, @Nullable String value, String unit, String quality) {}

    /** @param register function code and address */
    record SettingLine(String register, List<Long> allowed, String why) {}

    /** A scanned bus, without the units that were silent. */
    record Bus(String url, List<Finding> found) {}

    static ProbeReport of(
            String url, int unit, Profile profile, String recognisedBy, RegisterAccess device, DevicePicture picture) {
        Optional<Recognition.Nameplate> plate = Recognition.nameplate(device);
        Map<PointId, Sample> samples = new TreeMap<>(picture.samples());
        return new ProbeReport(
                url,
                unit,
                profile.id(),
                profile.title(),
                profile.hash(),
                recognisedBy,
                plate.map(Recognition.Nameplate::maker).orElse(""),
                picture.model()
                        .or(() -> plate.map(Recognition.Nameplate::model))
                        .orElse(""),
                picture.firmware()
                        .or(() -> plate.map(Recognition.Nameplate::version))
                        .orElse(""),
                picture.serial().orElse(""),
                device.identification().map(DeviceIdentification::objects).orElse(null),
                samples.entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue()))
                        .toList(),
                picture.unmet().stream().map(ProbeReport::line).toList());
    }

    private static PointLine line(PointId id, Sample sample) {
        return new PointLine(
                id.id(),
                sample instanceof Sample.Measured measured
                        ? measured.quantity().decimal().toPlainString()
                        : null,
                id.unit().symbol(),
                sample.quality());
    }

    private static SettingLine line(Requirement requirement) {
        return new SettingLine(
                "function %d, 0x%04x"
                        .formatted(
                                requirement.location().function().code(),
                                requirement.location().address()),
                requirement.values().stream().sorted().toList(),
                requirement.why());
    }

    String text() {
        StringBuilder text =
                new StringBuilder("%s unit %d: %s (%s, %s)%n".formatted(url, unit, title, profile, recognisedBy));
        for (Map.Entry<String, String> known :
                Map.of("maker", maker, "model", model, "firmware", firmware, "serial number", serial)
                        .entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList()) {
            if (!known.getValue().isEmpty()) {
                text.append("%s: %s%n".formatted(known.getKey(), known.getValue()));
            }
        }
        if (identification != null) {
            identification.forEach(
                    (object, said) -> text.append("%s: %s%n".formatted(DeviceIdentification.name(object), said)));
        }
        points.forEach(point -> text.append("%-26s %14s %-3s %s%n"
                .formatted(point.id(), point.value() == null ? "-" : point.value(), point.unit(), point.quality())));
        unmetSettings.forEach(setting -> text.append("setting %s has to be %s: %s%n"
                .formatted(
                        setting.register(),
                        setting.allowed().stream().map(String::valueOf).collect(Collectors.joining(" or ")),
                        setting.why())));
        return text.toString().stripTrailing();
    }

    static String json(Object report) {
        try {
            return Json.mapper().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }
}
