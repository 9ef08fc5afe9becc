package energy.peerwatt.metergateway.sunspec.domain;

import energy.peerwatt.metergateway.codec.domain.WholeUnits;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture.Controls;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture.Identity;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture.Module;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What an inverter is asked for, and in which models it says so. */
public final class InverterModels {
    public static final int COMMON = 1;
    /** The newer model first, then integers, then floating numbers. */
    public static final List<Integer> ALTERNATING = List.of(701, 103, 102, 101, 113, 112, 111);

    public static final int NAMEPLATE = 120;
    public static final int CONTROLS = 123;
    public static final int STORAGE = 124;
    public static final int MODULES = 160;

    private static final BigDecimal PERMILLE_PER_PERCENT = BigDecimal.TEN;
    private static final int MOST_PERMILLE = 1000;

    private InverterModels() {}

    /** Model 1. */
    public static Identity identity(ModelReading model) {
        return new Identity(model.text("Mn"), model.text("Md"), model.text("Vr"), model.text("SN"));
    }

    /** Models 101 to 103, 111 to 113, 701: AC power in watts, + out of the inverter. */
    public static Optional<Long> alternatingWatts(ModelReading model) {
        return model.number("W").map(WholeUnits::of);
    }

    /** Model 160: the DC modules that are there; a module whose power is not implemented has none. */
    public static List<Module> modules(ModelReading model) {
        return IntStream.rangeClosed(1, model.modules())
                .mapToObj(module -> new Module(
                        model.text("IDStr", module), model.number("DCW", module).map(WholeUnits::of)))
                .toList();
    }

    /** Model 124: state of charge in permille. */
    public static Optional<Integer> chargePermille(ModelReading model) {
        return permille(model, "ChaState").filter(permille -> permille <= MOST_PERMILLE);
    }

    /** Model 123. */
    public static Controls controls(ModelReading model) {
        return new Controls(is(model, "Conn"), is(model, "WMaxLim_Ena"), permille(model, "WMaxLimPct"));
    }

    private static Optional<Integer> permille(ModelReading model, String point) {
        return model.number(point)
                .map(percent -> Math.toIntExact(WholeUnits.of(percent.multiply(PERMILLE_PER_PERCENT))));
    }

    private static Optional<Boolean> is(ModelReading model, String point) {
        return model.raw(point).map(value -> value == 1);
    }
}
