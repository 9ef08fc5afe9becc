package energy.peerwatt.metergateway.inverter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Quantity;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Sample;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InverterStateTest {
    private final Map<PointId, Sample> samples = new EnumMap<>(PointId.class);

    @Test
    void theRoofIsTheOutputWithoutTheBattery() {
        has(PointId.INVERTER_POWER, "4822");
        has(PointId.BATTERY_POWER, "3011");
        has(PointId.PV_POWER, "7911");
        has(PointId.BATTERY_STATE_OF_CHARGE, "55.5");

        assertThat(InverterState.of(samples)).isEqualTo(state(7833L, 3011L, 555));
    }

    @Test
    void aDischargingBatteryIsNoGeneration() {
        has(PointId.INVERTER_POWER, "1000");
        has(PointId.BATTERY_POWER_CHARGE, "0");
        has(PointId.BATTERY_POWER_DISCHARGE, "1015.5");

        // Half to even, after the difference of whole watts.
        assertThat(InverterState.of(samples)).isEqualTo(state(0L, -1016L, null));
    }

    @Test
    void withoutABatteryTheOutputIsTheRoof() {
        has(PointId.INVERTER_POWER, "2500");
        lacks(PointId.BATTERY_POWER_CHARGE);
        lacks(PointId.BATTERY_POWER_DISCHARGE);
        lacks(PointId.BATTERY_STATE_OF_CHARGE);

        assertThat(InverterState.of(samples)).isEqualTo(state(2500L, null, null));
    }

    @Test
    void outputWithAnUnknownPartOfTheBatteryIsNotTheRoof() {
        has(PointId.INVERTER_POWER, "2500");
        has(PointId.BATTERY_STATE_OF_CHARGE, "60");
        assertThat(InverterState.of(samples)).isEqualTo(state(null, null, 600));

        has(PointId.PV_POWER, "400");
        assertThat(InverterState.of(samples)).isEqualTo(state(400L, null, 600));
    }

    @Test
    void oneDirectionIsNotTheBattery() {
        has(PointId.INVERTER_POWER, "2500");
        has(PointId.BATTERY_POWER_CHARGE, "200");
        lacks(PointId.BATTERY_POWER_DISCHARGE);

        assertThat(InverterState.of(samples)).isEqualTo(state(null, null, null));
    }

    @Test
    void whatTheInverterUsesAtNightIsNoGeneration() {
        has(PointId.INVERTER_POWER, "-12");

        assertThat(InverterState.of(samples)).isEqualTo(state(0L, null, null));
    }

    @Test
    void aChargeBeyondFullIsNone() {
        has(PointId.BATTERY_STATE_OF_CHARGE, "100.1");

        assertThat(InverterState.of(samples)).isEqualTo(state(null, null, null));
    }

    private void has(PointId id, String value) {
        Quantity quantity = Quantity.of(new BigDecimal(value), id.unit());
        samples.put(id, new Sample.Measured(quantity, Quantity.of(BigDecimal.ONE, id.unit())));
    }

    private void lacks(PointId id) {
        samples.put(id, new Sample.Missing(Absent.NOT_IMPLEMENTED));
    }

    private static InverterState state(@Nullable Long generation, @Nullable Long battery, @Nullable Integer charge) {
        return new InverterState(
                Optional.ofNullable(generation), Optional.ofNullable(battery), Optional.ofNullable(charge));
    }
}
