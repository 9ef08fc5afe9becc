package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.metergateway.codec.domain.Unit;
import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.profile.domain.Control;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import energy.peerwatt.metergateway.sunspec.domain.Models;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the control models of SunSpec offer: 704, or 123, limits the output of an inverter, 124 moves a battery. Their points
 * are meant to be written again and again, so that a device keeps them in memory that does not wear out.
 */
public final class SunSpecControls {
    /** The newer model first. */
    public static final List<Integer> LIMITS = List.of(704, 123);

    public static final List<Integer> STORAGE = List.of(124);
    /** Where an inverter says what a percentage of its output refers to: as it was set up, then as it was built. */
    public static final List<Integer> RATINGS = List.of(702, 121, 120);

    private static final int DER_CONTROLS = 704;
    private static final int LONG_MODEL = 702;
    /** Some inverters fall asleep at zero. */
    private static final long LEAST_PERCENT = 1;

    private static final long MOST_PERCENT = 100;
    /** The most that a 16-bit register can hold and still be implemented. */
    private static final int MOST_SECONDS = 0xFFFE;

    private static final long CHARGE_MODE = 1;
    private static final long DISCHARGE_MODE = 2;

    private final Chain.Entry entry;
    private final ModelReading reading;
    private final Map<Integer, Long> held = new HashMap<>();

    private SunSpecControls(Chain.Entry entry, ModelReading reading) {
        this.entry = entry;
        this.reading = reading;
    }

    /** The models of which one has to be there. */
    public static List<Integer> models(DispatchKind kind) {
        return switch (kind) {
            case BATTERY_DISCHARGE, BATTERY_CHARGE -> STORAGE;
            case CURTAIL, EXPORT_LIMIT -> LIMITS;
            case RELEASE -> List.of();
        };
    }

    /** What an inverter is rated for; empty if the model does not say. */
    public static Optional<BigDecimal> ratedWatts(int model, ModelReading ratings) {
        return model == LONG_MODEL
                ? ratings.number("WMax").or(() -> ratings.number("WMaxRtg"))
                : ratings.number(model == 121 ? "WMax" : "WRtg");
    }

    /**
     * Models 704 and 123.
     *
     * @return empty if a point is missing without which nothing can be set
     */
    public static Optional<Ability> limit(Chain.Entry entry, ModelReading limit, Optional<BigDecimal> ratedWatts) {
        SunSpecControls model = new SunSpecControls(entry, limit);
        return entry.id() == DER_CONTROLS
                ? model.limit("WMaxLimPctEna", "WMaxLimPctRvrtTms", Optional.of("WMaxLimPctEnaRvrt"), ratedWatts)
                : model.limit("WMaxLim_Ena", "WMaxLimPct_RvrtTms", Optional.empty(), ratedWatts);
    }

    private Optional<Ability> limit(
            String enable, String timer, Optional<String> afterwards, Optional<BigDecimal> ratedWatts) {
        Optional<Integer> scale = reading.scale("WMaxLimPct_SF");
        if (scale.isEmpty() || ratedWatts.isEmpty() || reading.raw(enable).isEmpty()) {
            return Optional.empty();
        }
        List<Control.Write> writes = new ArrayList<>();
        // What the timer goes back to, where a device can be told.
        afterwards.filter(point -> reading.raw(point).isPresent()).ifPresent(point -> writes.add(fixed(point, 0)));
        writes.add(new Control.Write(place("WMaxLimPct"), Optional.empty(), scale.get(), 1));
        writes.add(fixed(enable, 1));
        Control control = control(
                Control.Kind.GENERATION_LIMIT, LEAST_PERCENT, writes, List.of(fixed(enable, 0)), reversion(timer));
        return Optional.of(new Ability(control, ratedWatts.get(), ratedWatts, held));
    }

    /**
     * Model 124. The lowest of its own rating and those of the nameplate is the most that the battery can do.
     *
     * @param nameplate model 120
     * @return empty if a point is missing without which nothing can be set
     */
    public static Optional<Ability> storage(
            DispatchKind kind, Chain.Entry entry, ModelReading storage, Optional<ModelReading> nameplate) {
        boolean charge = kind == DispatchKind.BATTERY_CHARGE;
        return new SunSpecControls(entry, storage)
                .storage(
                        charge ? Control.Kind.BATTERY_CHARGE : Control.Kind.BATTERY_DISCHARGE,
                        charge ? "InWRte" : "OutWRte",
                        charge ? CHARGE_MODE : DISCHARGE_MODE,
                        Stream.of(charge ? "MaxChaRte" : "MaxDisChaRte", "WRtg")
                                .flatMap(point -> nameplate.flatMap(plate -> plate.number(point)).stream())
                                .toList());
    }

    private Optional<Ability> storage(Control.Kind kind, String rate, long mode, List<BigDecimal> nameplates) {
        Optional<BigDecimal> rated = reading.number("WChaMax");
        Optional<Integer> scale = reading.scale("InOutWRte_SF");
        if (rated.isEmpty()
                || scale.isEmpty()
                || reading.raw("StorCtl_Mod").isEmpty()
                || reading.raw(rate).isEmpty()) {
            return Optional.empty();
        }
        Control control = control(
                kind,
                0,
                List.of(new Control.Write(place(rate), Optional.empty(), scale.get(), 1), fixed("StorCtl_Mod", mode)),
                List.of(fixed("StorCtl_Mod", 0)),
                reversion("InOutWRte_RvrtTms"));
        BigDecimal most = nameplates.stream().reduce(rated.get(), BigDecimal::min);
        return Optional.of(new Ability(control, rated.get(), Optional.of(most), held));
    }

    private static Control control(
            Control.Kind kind,
            long least,
            List<Control.Write> writes,
            List<Control.Write> release,
            Optional<Control.Reversion> reversion) {
        return new Control(
                kind,
                Unit.PERCENT,
                least,
                MOST_PERCENT,
                writes,
                release,
                reversion,
                Control.Persistence.RAM,
                0,
                List.of());
    }

    private Control.Write fixed(String point, long value) {
        return new Control.Write(place(point), Optional.of(value), 0, 1);
    }

    private Optional<Control.Reversion> reversion(String point) {
        return reading.raw(point).map(_ -> new Control.Reversion(place(point), 1, MOST_SECONDS));
    }

    /** Where a point lies in this device; what it holds is remembered. */
    private Location place(String point) {
        int offset = Models.definition(entry.id())
                .map(definition -> ModelReading.offset(definition, point))
                .orElseThrow();
        int registers = Models.definition(entry.id())
                .flatMap(definition -> definition.field(point))
                .orElseThrow()
                .registers();
        int address = entry.address() + offset;
        reading.raw(point).ifPresent(raw -> held.put(address, raw));
        return new Location(
                RegisterFunction.HOLDING, address, registers == 2 ? ValueType.UINT32 : type(point), WordOrder.ABCD);
    }

    private static ValueType type(String point) {
        return switch (point) {
            case "InWRte", "OutWRte" -> ValueType.INT16;
            default -> ValueType.UINT16;
        };
    }
}
