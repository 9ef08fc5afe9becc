package energy.peerwatt.metergateway.commission.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the device that was bound is there and counts on, and whether there is room for it. */
public final class ActivationCheck {
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
        refusals.forEach(refusal -> checks.add(
                Check.failed("gateway.room", refusal, "the gateway reads it besides its other devices", refusal)));
        if (refusals.isEmpty()) {
            checks.add(Check.passed("gateway.room", "there is room", "the gateway reads it besides its other devices"));
        }
        return List.copyOf(checks);
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
