package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.codec.domain.Unit;
import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.control.domain.Ability;
import energy.peerwatt.metergateway.control.domain.ControlPoint;
import energy.peerwatt.metergateway.control.domain.RegisterValue;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.profile.domain.Control;
import energy.peerwatt.metergateway.profile.domain.Location;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A device of 3,600 W that can be told to discharge, or another kind of thing, in hundredths of a percent; every write of it
 * can be read later. Its timer runs like that of model 124.
 */
final class FakeDevice implements ControlPoint {
    static final int MODE = 5;
    static final int RATE = 12;
    static final int REVERT = 15;
    static final int RATED = 3_600;
    private static final int FULL = 10_000;

    /** A register and what it got. */
    record Written(int register, long value) {}

    final List<Written> tape = new ArrayList<>();
    final List<Instant> enabledAt = new ArrayList<>();
    private final Clock clock;
    private final Map<Integer, Long> registers = new HashMap<>();
    String serial = "PW 1";
    Control.Kind kind = Control.Kind.BATTERY_DISCHARGE;
    Control.Persistence persistence = Control.Persistence.RAM;
    long leastPercent;
    boolean withTimer = true;
    boolean silent;
    boolean silentToWrites;
    /** The next write of this register arrives, but its acknowledgement does not. */
    int mute = -1;

    boolean lame;
    boolean able = true;
    private Instant reverts = Instant.MAX;

    FakeDevice(Clock clock) {
        this.clock = clock;
        restart();
    }

    /** Power goes and comes back: what it was told is lost. */
    void restart() {
        registers.put(MODE, 0L);
        registers.put(RATE, (long) FULL);
        registers.put(REVERT, 0L);
        reverts = Instant.MAX;
    }

    private static Location place(int address) {
        return new Location(RegisterFunction.HOLDING, address, ValueType.INT16, WordOrder.ABCD);
    }

    private Control control() {
        return new Control(
                kind,
                Unit.PERCENT,
                leastPercent,
                100,
                List.of(
                        new Control.Write(place(RATE), Optional.empty(), -2, 1),
                        new Control.Write(place(MODE), Optional.of(2L), 0, 1)),
                List.of(new Control.Write(place(MODE), Optional.of(0L), 0, 1)),
                withTimer ? Optional.of(new Control.Reversion(place(REVERT), 1, 0x7FFF)) : Optional.empty(),
                persistence,
                0,
                List.of());
    }

    @Override
    public Reply read() {
        if (silent) {
            return new Reply.Silent("no answer in time");
        }
        pass();
        return able
                ? new Reply.Ready(
                        serial,
                        new Ability(
                                control(),
                                BigDecimal.valueOf(RATED),
                                Optional.of(BigDecimal.valueOf(RATED)),
                                registers))
                : new Reply.Unable("the inverter has no SunSpec model 124 that can be set");
    }

    @Override
    public Optional<String> write(List<RegisterValue> writes) {
        for (RegisterValue write : writes) {
            if (silent || silentToWrites) {
                return Optional.of("no answer in time");
            }
            pass();
            tape.add(new Written(write.address(), write.value()));
            registers.put(write.address(), write.value());
            boolean active = registers.get(MODE) != 0 && withTimer && registers.get(REVERT) > 0;
            reverts = active ? clock.instant().plusSeconds(registers.get(REVERT)) : Instant.MAX;
            if (write.address() == MODE && write.value() == 2) {
                enabledAt.add(clock.instant());
            }
            if (write.address() == mute) {
                mute = -1;
                return Optional.of("no answer in time");
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Power> measured() {
        if (silent) {
            return Optional.empty();
        }
        return Optional.of(Power.ofWatts(
                switch (kind) {
                    case BATTERY_DISCHARGE, EXPORT_LIMIT -> -watts();
                    case BATTERY_CHARGE, GENERATION_LIMIT, GRID_SETPOINT -> watts();
                }));
    }

    /** What it does by itself: give 400 W, or all that it has where it can be limited. */
    long watts() {
        pass();
        long own = kind == Control.Kind.GENERATION_LIMIT || kind == Control.Kind.EXPORT_LIMIT ? RATED : 400;
        return isHeld() && !lame ? RATED * registers.get(RATE) / FULL : own;
    }

    boolean isHeld() {
        pass();
        return registers.get(MODE) == 2;
    }

    /** The device's own timer. */
    private void pass() {
        if (!clock.instant().isBefore(reverts)) {
            registers.put(MODE, 0L);
            registers.put(RATE, (long) FULL);
            reverts = Instant.MAX;
        }
    }
}
