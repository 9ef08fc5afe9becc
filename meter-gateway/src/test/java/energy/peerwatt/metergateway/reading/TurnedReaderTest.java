package energy.peerwatt.metergateway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Quantity;
import energy.peerwatt.metergateway.codec.domain.Unit;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Sample;
import energy.peerwatt.metergateway.reading.domain.CounterRead;
import energy.peerwatt.metergateway.reading.domain.CounterRegister;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class TurnedReaderTest {
    private static final Instant NOW = Instant.parse("2026-06-21T10:00:00Z");
    private static final Duration PATIENT = Duration.ofSeconds(1);

    private MeterAnswer answer = new MeterAnswer.Silent("no answer in time");
    private int verified;

    private final CountersReader meter = new CountersReader() {
        @Override
        public void verifyAgain() {
            verified++;
        }

        @Override
        public MeterAnswer readCounters(Optional<String> serial, Duration timeout) {
            return answer;
        }

        @Override
        public MeterAnswer readCountersAndPower(Optional<String> serial, Duration timeout, BooleanSupplier awaited) {
            return answer;
        }
    };

    @Test
    void importIsExportAndPowerHasTheOtherSign() throws Exception {
        CounterRegister wide = new CounterRegister(10, Optional.empty());
        CounterRegister narrow = new CounterRegister(1, Optional.of(65_536L));
        answer = new MeterAnswer.Answered(
                "1001",
                NOW,
                Map.of(
                        PointId.ENERGY_IMPORT, measured(7000, Unit.WATT_HOUR),
                        PointId.ENERGY_EXPORT, new Sample.Missing(Absent.NOT_IMPLEMENTED),
                        PointId.GRID_POWER, measured(-1500, Unit.WATT),
                        PointId.VOLTAGE_L1, measured(230, Unit.VOLT)),
                Optional.of(new CounterRead(Energy.ofWattHours(7000), Energy.ofWattHours(50), NOW, wide, narrow)),
                Optional.of(Power.ofWatts(-1500)));

        TurnedReader turned = new TurnedReader(meter);
        assertThat(turned.readCounters(Optional.empty(), PATIENT))
                .isEqualTo(new MeterAnswer.Answered(
                        "1001",
                        NOW,
                        Map.of(
                                PointId.ENERGY_EXPORT, measured(7000, Unit.WATT_HOUR),
                                PointId.ENERGY_IMPORT, new Sample.Missing(Absent.NOT_IMPLEMENTED),
                                PointId.GRID_POWER, measured(1500, Unit.WATT),
                                PointId.VOLTAGE_L1, measured(230, Unit.VOLT)),
                        Optional.of(
                                new CounterRead(Energy.ofWattHours(50), Energy.ofWattHours(7000), NOW, narrow, wide)),
                        Optional.of(Power.ofWatts(1500))));
        assertThat(turned.readCountersAndPower(Optional.empty(), PATIENT, () -> false))
                .isEqualTo(turned.readCounters(Optional.empty(), PATIENT));
    }

    @Test
    void whatIsNoReadingStaysWhatItIs() throws Exception {
        TurnedReader turned = new TurnedReader(meter);
        assertThat(turned.readCounters(Optional.empty(), PATIENT)).isEqualTo(answer);
        answer = new MeterAnswer.Foreign("1001", "6666", NOW);
        assertThat(turned.readCounters(Optional.empty(), PATIENT)).isEqualTo(answer);
        turned.verifyAgain();
        assertThat(verified).isOne();
    }

    private static Sample measured(long value, Unit unit) {
        return new Sample.Measured(new Quantity(value, 0, unit), new Quantity(1, 0, unit));
    }
}
