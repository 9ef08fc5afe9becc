package energy.peerwatt.metergateway.commission.domain;

import java.util.List;
import java.util.Optional;

/** Whether the gateway really reads the device that was bound. */
public final class ActivationCheck {
    private ActivationCheck() {}

    /**
     * What the gateway says of the metering point.
     *
     * @param condition such as GOOD
     * @param counters of the newest sealed reading
     */
    public record Reading(String serial, String condition, Optional<Counters> counters) {}

    /**
     * @param reading empty if the gateway does not read the metering point
     * @param entry the lines that the devices file needs
     */
    public static List<Check> checks(Binding binding, Optional<Reading> reading, String entry) {
        if (reading.isEmpty()) {
            return List.of(Check.failed(
                    "devices",
                    "not in the devices file",
                    "read by this gateway",
                    "add these lines to the devices file and restart the gateway: " + entry));
        }
        Reading now = reading.get();
        Check serial = Check.of(
                now.serial().equals(binding.serial()),
                "devices.serial",
                now.serial(),
                binding.serial(),
                "the gateway reads another device: check the devices file");
        Check condition = Check.of(
                now.condition().equals("GOOD"),
                "devices.condition",
                now.condition(),
                "GOOD",
                "look at the gateway's links, and wait for the next read");
        return List.of(serial, condition, counters(binding, now));
    }

    private static Check counters(Binding binding, Reading now) {
        String expected = "at least %d and %d Wh"
                .formatted(binding.start().plusWh(), binding.start().minusWh());
        if (binding.role() != Binding.Role.GRID) {
            return Check.notApplicable("devices.counters", "only the meter of the grid is sealed");
        }
        if (now.counters().isEmpty()) {
            return Check.failed("devices.counters", "no sealed reading", expected, "wait for the next slot boundary");
        }
        Counters newest = now.counters().get();
        return Check.of(
                newest.plusWh() >= binding.start().plusWh()
                        && newest.minusWh() >= binding.start().minusWh(),
                "devices.counters",
                "%d and %d Wh".formatted(newest.plusWh(), newest.minusWh()),
                expected,
                "wait for the next slot boundary; if it stays, the counters were reset: begin an exchange");
    }
}
