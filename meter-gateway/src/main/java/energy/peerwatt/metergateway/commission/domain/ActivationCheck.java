package energy.peerwatt.metergateway.commission.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the device that was bound is there and counts on, and whether there is room for it. */
public final class ActivationCheck {
    /** Why a meter of a part of a home does not come into service. */
    public static final String NO_SUB_METERS =
            "nobody reads a meter of a part of a home (LOAD): what is known of a home is its"
                    + " grid meter, its roof and its battery; use a meter that measures one of them";

    private ActivationCheck() {}

    /**
     * What the device said just now.
     *
     * @param serial empty if it did not say
     * @param counters empty if it has no value in one of them
     */
    public record Reading(String serial, Optional<Counters> counters) {}

    /** @param refusals why the gateway cannot read it besides its other devices */
    public static List<Check> checks(Binding binding, Reading now, List<String> refusals) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of(
                now.serial().equals(binding.serial()),
                "serial.same",
                now.serial().isEmpty() ? "no answer" : now.serial(),
                binding.serial(),
                now.serial().isEmpty()
                        ? "the device does not answer: check power and wires"
                        : "another device answers now: put the one that was bound back, or begin an exchange"));
        checks.add(counters(binding.start(), now.counters()));
        if (binding.role() == Binding.Role.LOAD) {
            checks.add(Check.failed("gateway.role", "LOAD", "GRID, PV or BATTERY", NO_SUB_METERS));
        }
        checks.addAll(room(refusals));
        return List.copyOf(checks);
    }

    /** @param refusals why the gateway cannot read a device besides its other devices */
    public static List<Check> room(List<String> refusals) {
        String expected = "the gateway reads it besides its other devices";
        return refusals.isEmpty()
                ? List.of(Check.passed("gateway.room", "there is room", expected))
                : refusals.stream()
                        .map(refusal -> Check.failed("gateway.room", refusal, expected, refusal))
                        .toList();
    }

    private static Check counters(Counters start, Optional<Counters> now) {
        return Check.of(
                now.isPresent()
                        && now.get().plusWh() >= start.plusWh()
                        && now.get().minusWh() >= start.minusWh(),
                "counters.start",
                now.map(it -> "%d and %d Wh".formatted(it.plusWh(), it.minusWh()))
                        .orElse("no value"),
                "at least %d and %d Wh, those of the binding".formatted(start.plusWh(), start.minusWh()),
                "the counters were reset, or it is another device: begin an exchange");
    }
}
