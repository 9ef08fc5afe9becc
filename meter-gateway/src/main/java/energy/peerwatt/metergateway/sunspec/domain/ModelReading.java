package energy.peerwatt.metergateway.sunspec.domain;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Decoded;
import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.sunspec.domain.ModelDefinition.Field;
import energy.peerwatt.metergateway.sunspec.domain.ModelDefinition.Repeated;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * One model as a device gave it, values and scale factors of the same moment. What the device does not implement, or has no
 * scale factor for, is absent, never zero.
 */
public final class ModelReading {
    private static final int LARGEST_SCALE = 10;

    private final ModelDefinition definition;
    private final RegisterWindow window;

    /** @param words from the model's id on; may end before the definition does, for old devices have shorter models */
    public ModelReading(ModelDefinition definition, List<Integer> words) {
        this.definition = definition;
        this.window = new RegisterWindow(0, words);
    }

    /**
     * The value of a point, scaled.
     *
     * @throws IllegalArgumentException if the model has no such point
     */
    public Decoded value(String point) {
        return scaled(fixed(point), 0);
    }

    /**
     * The value of a point in a repeated group.
     *
     * @param module from 1
     */
    public Decoded value(String point, int module) {
        Field field = repeated(point);
        return module > modules() ? Absent.NOT_READ : scaled(field, start(module));
    }

    /** Like {@link #value}, for those whom the reason of absence does not concern. */
    public Optional<BigDecimal> number(String point) {
        return present(value(point));
    }

    public Optional<BigDecimal> number(String point, int module) {
        return present(value(point, module));
    }

    /** A point as the register has it, without scale: numbers that stand for something, and what is written back. */
    public Optional<Long> raw(String point) {
        return present(decoded(fixed(point), 0)).map(BigDecimal::longValueExact);
    }

    /** A scale factor itself; absent where it is none. */
    public Optional<Integer> scale(String point) {
        return scale(fixed(point), 0);
    }

    /** Empty if the device does not implement it. */
    public String text(String point) {
        return text(fixed(point), 0);
    }

    public String text(String point, int module) {
        Field field = repeated(point);
        return module > modules() ? "" : text(field, start(module));
    }

    /** The first repeated group in which a text begins so, from 1. */
    public OptionalInt module(String point, String beginning) {
        return IntStream.rangeClosed(1, modules())
                .filter(module -> text(point, module).startsWith(beginning))
                .findFirst();
    }

    /** How often the repeated group is there: what the device says, at most what its length holds. */
    public int modules() {
        return definition
                .repeated()
                .map(group -> {
                    int fit = Math.max(0, window.words().size() - definition.fixedRegisters()) / group.registers();
                    return (int) Math.min(fit, raw(group.count()).orElse((long) fit));
                })
                .orElse(0);
    }

    /** Where a point lies, from the model's id. */
    public static int offset(ModelDefinition definition, String point) {
        return known(definition.field(point), point).offset();
    }

    private int start(int module) {
        if (module < 1) {
            throw new IllegalArgumentException("modules are counted from 1: " + module);
        }
        int registers = definition.repeated().map(Repeated::registers).orElse(0);
        return definition.fixedRegisters() + (module - 1) * registers;
    }

    private Field fixed(String point) {
        return known(definition.field(point), point);
    }

    private Field repeated(String point) {
        return known(definition.repeatedField(point), point);
    }

    private static Field known(Optional<Field> field, String point) {
        return field.orElseThrow(() -> new IllegalArgumentException("no point " + point + " in this model"));
    }

    private Decoded decoded(Field field, int start) {
        return window.holds(start + field.offset(), field.registers())
                ? field.type().decode(window.bits(start + field.offset(), field.registers(), WordOrder.ABCD))
                : Absent.NOT_READ;
    }

    private String text(Field field, int start) {
        return window.holds(start + field.offset(), field.registers())
                ? window.text(start + field.offset(), field.registers(), ValueType.TEXT, WordOrder.ABCD)
                : "";
    }

    private Decoded scaled(Field field, int start) {
        return switch (decoded(field, start)) {
            case Absent absent -> absent;
            case Decoded.Value raw ->
                field.scale()
                        .map(name -> scaleOf(name, start)
                                .<Decoded>map(power -> new Decoded.Value(
                                        raw.value().scaleByPowerOfTen(power),
                                        raw.resolution().scaleByPowerOfTen(power)))
                                .orElse(Absent.NO_SCALE_FACTOR))
                        .orElse(raw);
        };
    }

    /** In the point's own group, else in the model. */
    private Optional<Integer> scaleOf(String name, int start) {
        Optional<Field> own = start > 0 ? definition.repeatedField(name) : Optional.empty();
        return own.isPresent()
                ? scale(own.get(), start)
                : definition.field(name).flatMap(field -> scale(field, 0));
    }

    private Optional<Integer> scale(Field field, int start) {
        return present(decoded(field, start))
                .map(BigDecimal::intValueExact)
                .filter(power -> Math.abs(power) <= LARGEST_SCALE);
    }

    private static Optional<BigDecimal> present(Decoded decoded) {
        return switch (decoded) {
            case Absent _ -> Optional.empty();
            case Decoded.Value value -> Optional.of(value.value());
        };
    }
}
