package energy.peerwatt.metergateway.commission.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a device can be told from all others, and is bound nowhere else. */
public final class IdentityCheck {
    private IdentityCheck() {}

    /**
     * @param elsewhere which other metering point of this gateway has the serial number
     * @param expected the serial number that the metering point must have, if somebody has said so
     */
    public static List<Check> checks(DeviceIdentity device, Optional<String> elsewhere, Optional<String> expected) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.passed(
                "profile", device.profile(), "recognised by " + device.method().name()));
        checks.add(Check.of(
                !device.serial().isEmpty(),
                "serial",
                device.serial().isEmpty() ? "none" : device.serial(),
                "a serial number",
                "without a serial number a device cannot be told from another: use one that has it"));
        checks.add(free(elsewhere));
        expected.ifPresent(number -> checks.add(Check.of(
                number.equals(device.serial()),
                "serial.expected",
                device.serial(),
                number,
                "this is another device: check address and unit, or begin an exchange")));
        return List.copyOf(checks);
    }

    /** @param metering what a device of this profile measures in the role */
    public static Check fits(Binding.Role role, DeviceIdentity device, Optional<Metering> metering) {
        return Check.of(
                metering.isPresent(),
                "role",
                metering.map(it -> device.profile() + " has it").orElse(device.profile() + " lacks it"),
                "power and a counter of energy for role " + role,
                "open it again in the role that it has, or name the profile of its own family: by this one its power or"
                        + " its counter is not known");
    }

    /**
     * Two that identify one device at the same time may both pass; not so when they bind it.
     *
     * @param elsewhere which other metering point of this gateway has the serial number
     */
    public static Check free(Optional<String> elsewhere) {
        return elsewhere
                .map(other -> Check.failed(
                        "serial.free",
                        "bound to " + other,
                        "bound nowhere else",
                        "retire or replace it there first, or look for the device that is meant"))
                .orElseGet(() -> Check.passed("serial.free", "bound nowhere else", "bound nowhere else"));
    }
}
