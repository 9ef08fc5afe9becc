package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.profile.domain.Requirement;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Whether a device is set as its profile requires. A device that is set otherwise measures something else. */
public final class ConfigurationCheck {
    private ConfigurationCheck() {}

    /**
     * A setting as it was read.
     *
     * @param value empty if the device did not show it
     */
    public record Setting(Requirement requirement, OptionalLong value) {}

    public static List<Check> checks(List<Setting> settings) {
        return settings.isEmpty()
                ? List.of(Check.notApplicable("settings", "the profile requires none"))
                : settings.stream().map(ConfigurationCheck::check).toList();
    }

    private static Check check(Setting setting) {
        Requirement requirement = setting.requirement();
        String name = "setting.0x%04x".formatted(requirement.location().address());
        String expected = requirement.values().stream()
                .sorted()
                .map(ConfigurationCheck::text)
                .collect(Collectors.joining(" or "));
        if (setting.value().isEmpty()) {
            return Check.failed(
                    name, "cannot be read", expected, "read it on the device's display: " + requirement.why());
        }
        long value = setting.value().getAsLong();
        return Check.of(
                requirement.values().contains(value),
                name,
                text(value),
                expected,
                "set it to %s on the device: %s".formatted(expected, requirement.why()));
    }

    private static String text(long value) {
        return "%d (0x%x)".formatted(value, value);
    }
}
