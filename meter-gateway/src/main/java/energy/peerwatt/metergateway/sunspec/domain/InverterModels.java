package energy.peerwatt.metergateway.sunspec.domain;

import energy.peerwatt.metergateway.codec.domain.WholeUnits;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture.Controls;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture.Identity;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture.Module;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The points of the models that are read: 1, 101 to 103, 123, 124 and 160. */
public final class InverterModels {
    public static final int COMMON = 1;
    public static final Set<Integer> ALTERNATING = Set.of(101, 102, 103);
    public static final int NAMEPLATE = 120;
    public static final int CONTROLS = 123;
    public static final int STORAGE = 124;
    public static final int MODULES = 160;

    private static final int FIRST_MODULE = 10;
    private static final int MODULE_LENGTH = 20;
    private static final int MOST_MODULES = 100;
    private static final BigDecimal PERMILLE_PER_PERCENT = BigDecimal.TEN;

    private InverterModels() {}

    /** Model 1. */
    public static Identity identity(ModelBlock model) {
        return new Identity(model.text(2, 16), model.text(18, 16), model.text(50, 16));
    }

    /** Models 101 to 103: AC power in watts, + out of the inverter. */
    public static Optional<Long> alternatingWatts(ModelBlock model) {
        return model.signed(14, 15).map(WholeUnits::of);
    }

    /** Model 160: the DC modules that are there; a module whose power is not implemented has none. */
    public static List<Module> modules(ModelBlock model) {
        int count = model.unsigned(8).orElse(0);
        List<Module> modules = new ArrayList<>();
        for (int i = 0; i < Math.min(count, MOST_MODULES); i++) {
            int at = FIRST_MODULE + i * MODULE_LENGTH;
            Optional<Long> watts = model.unsigned(at + 11, 4).map(WholeUnits::of);
            modules.add(new Module(model.text(at + 1, 8), watts));
        }
        return modules;
    }

    /** Model 124: state of charge in permille. */
    public static Optional<Integer> chargePermille(ModelBlock model) {
        return model.unsigned(8, 22)
                .map(percent -> Math.toIntExact(WholeUnits.of(percent.multiply(PERMILLE_PER_PERCENT))))
                .filter(permille -> permille <= 1000);
    }

    /** Model 123. */
    public static Controls controls(ModelBlock model) {
        Optional<Integer> limit = model.unsigned(5, 23)
                .map(percent -> Math.toIntExact(WholeUnits.of(percent.multiply(PERMILLE_PER_PERCENT))));
        Optional<Boolean> enabled = model.unsigned(9).map(value -> value == 1);
        Optional<Boolean> connected = model.unsigned(4).map(value -> value == 1);
        return new Controls(connected, enabled, limit);
    }
}
