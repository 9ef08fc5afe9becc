package energy.peerwatt.metergateway.sunspec.domain;

import java.util.List;
import java.util.Optional;

/**
 * What an inverter said in one round; whatever it did not say is absent.
 *
 * @param alternatingWatts AC power, + out of the inverter
 * @param modules its DC inputs
 * @param chargePermille state of charge of its battery
 */
public record InverterPicture(Optional<Long> alternatingWatts, List<Module> modules, Optional<Integer> chargePermille) {
    /** Some makers put the number of the module behind it. */
    private static final String CHARGING = "StCha";

    private static final String DISCHARGING = "StDisCha";

    public InverterPicture {
        modules = List.copyOf(modules);
    }

    /** A DC input of model 160. */
    public record Module(String name, Optional<Long> watts) {}

    /** Maker, model, firmware and serial number of model 1. */
    public record Identity(String maker, String model, String firmware, String serial) {}

    /** What model 123 says is in force. */
    public record Controls(Optional<Boolean> connected, Optional<Boolean> limited, Optional<Integer> limitPermille) {}

    /**
     * Power of the battery, + is charge. Inverters with a battery report it as two more DC inputs, one for each direction;
     * both must say something.
     */
    public Optional<Long> batteryWatts() {
        Optional<Long> in = watts(CHARGING);
        Optional<Long> out = watts(DISCHARGING);
        return in.isPresent() && out.isPresent() ? Optional.of(in.get() - out.get()) : Optional.empty();
    }

    /** What the roof gives: the AC power without the battery's part, never below zero. */
    public Optional<Long> generationWatts() {
        return alternatingWatts.map(watts -> Math.max(0, watts + batteryWatts().orElse(0L)));
    }

    private Optional<Long> watts(String name) {
        return modules.stream()
                .filter(module -> module.name().startsWith(name))
                .findFirst()
                .flatMap(Module::watts);
    }
}
