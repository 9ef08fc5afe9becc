package energy.peerwatt.metergateway.control.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.metergateway.codec.domain.Unit;
import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.profile.domain.Control;
import energy.peerwatt.metergateway.profile.domain.Location;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClampTest {
    private static final long HIGHEST = 32_767;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itIsTheHighestValueThatIsNotAboveOrderOrDevice(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int scale = -random.nextInt(3);
        long rated = 1 + random.nextLong(20_000);
        long most = 1 + random.nextLong(rated);
        long asked = 1 + random.nextLong(30_000);

        Clamp clamp = Clamp.of(DispatchKind.BATTERY_DISCHARGE, asked, percent(scale, rated, most, 0), 300);

        long highest = highest(scale, rated, Math.min(asked, most));
        if (highest == 0) {
            assertThat(((Clamp.Refused) clamp).reason()).contains("no value for " + asked + " W");
        } else {
            assertThat(clamp)
                    .isEqualTo(new Clamp.Told(new SetPoint(highest * rated / (100 * tens(-scale)), highest, 0)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aLimitIsNeverAboveTheOrderAndNeverBelowTheFloor(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int scale = -random.nextInt(3);
        long rated = 1 + random.nextLong(20_000);
        long asked = random.nextLong(30_000);

        Clamp.Told told = (Clamp.Told) Clamp.of(DispatchKind.CURTAIL, asked, percent(scale, rated, rated, 1), 300);

        long floor = tens(-scale);
        assertThat(told.setPoint().rate()).isEqualTo(Math.max(floor, highest(scale, rated, Math.min(asked, rated))));
    }

    /** By trying every value: rate x 10^scale percent of rated, without a fraction. */
    private static long highest(int scale, long rated, long watts) {
        long highest = 0;
        for (long rate = 1; rate <= HIGHEST; rate++) {
            highest = Math.multiplyExact(rate, rated) <= watts * 100 * tens(-scale) ? rate : highest;
        }
        return highest;
    }

    @Test
    void whatTheMapDeclaresIsALimitAndIsNamed() {
        Ability device = watts(500, 5_000, ValueType.UINT16);

        assertThat(Clamp.of(DispatchKind.BATTERY_CHARGE, 5_001, device, 0))
                .isEqualTo(new Clamp.Refused("the device takes 500 to 5000 W, not 5001 W"));
        assertThat(Clamp.of(DispatchKind.BATTERY_CHARGE, 499, device, 0))
                .isEqualTo(new Clamp.Refused("the device takes 500 to 5000 W, not 499 W"));
        assertThat(Clamp.of(DispatchKind.BATTERY_CHARGE, 5_000, device, 0))
                .isEqualTo(new Clamp.Told(new SetPoint(5_000, 5_000, 0)));
        assertThat(Clamp.of(DispatchKind.CURTAIL, 0, device, 0))
                .as("a limit stays at the floor, below which the device would sleep")
                .isEqualTo(new Clamp.Told(new SetPoint(500, 500, 0)));
    }

    @Test
    void whatTheRegisterCannotHoldIsRefusedWithItsRange() {
        assertThat(Clamp.of(DispatchKind.BATTERY_CHARGE, 70_000, watts(0, 100_000, ValueType.UINT16), 0))
                .isEqualTo(new Clamp.Refused("register 100 holds 0 to 65535, not 70000"));
        assertThat(Clamp.of(DispatchKind.BATTERY_CHARGE, 70_000, watts(0, 100_000, ValueType.UINT32), 0))
                .isEqualTo(new Clamp.Told(new SetPoint(70_000, 70_000, 0)));
    }

    @Test
    void aDeviceThatIsRatedForNothingGetsNothing() {
        assertThat(Clamp.of(DispatchKind.CURTAIL, 100, percent(0, 0, 0, 1), 0)).isInstanceOf(Clamp.Refused.class);
    }

    private static Ability percent(int scale, long rated, long most, long least) {
        return new Ability(
                control(Unit.PERCENT, least, 100, scale, ValueType.INT16),
                BigDecimal.valueOf(rated),
                Optional.of(BigDecimal.valueOf(most)),
                Map.of());
    }

    private static Ability watts(long least, long most, ValueType type) {
        return new Ability(control(Unit.WATT, least, most, 0, type), BigDecimal.ZERO, Optional.empty(), Map.of());
    }

    private static Control control(Unit unit, long least, long most, int scale, ValueType type) {
        Location place = new Location(RegisterFunction.HOLDING, 100, type, WordOrder.ABCD);
        return new Control(
                Control.Kind.BATTERY_CHARGE,
                unit,
                least,
                most,
                List.of(new Control.Write(place, Optional.empty(), scale, 1)),
                List.of(),
                Optional.empty(),
                Control.Persistence.RAM,
                0,
                List.of());
    }

    private static long tens(int exponent) {
        long result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= 10;
        }
        return result;
    }
}
