package energy.peerwatt.metergateway.reading.domain;

import static energy.peerwatt.metergateway.reading.domain.CounterRegister.FINE;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.metergateway.reading.domain.CounterTracker.Outcome.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MeterChainTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(15);

    private static final MeterChain.Rules RULES =
            new MeterChain.Rules(SLOT, new Plausibility(69_000, Duration.ofSeconds(60)));

    private final MeterChain unread = new MeterChain(new MeterId(new UUID(0, 1)), "00".repeat(8), START, null);

    @Test
    void aMeterWithoutAReadingStoodStillUntilItWasFirstSeen() {
        List<IntervalReading> readings =
                unread.upTo(at(45), RULES, accepted(1300, 0), List.of(registers(20, 1000), registers(40, 1200)), 100);

        // From 20 to 40 minutes it counted 200 Wh, half of them until 30.
        assertThat(readings).extracting(IntervalReading::boundary).containsExactly(at(0), at(15), at(30), at(45));
        assertThat(readings)
                .extracting(reading -> reading.imported().wattHours())
                .containsExactly(1000L, 1000L, 1100L, 1300L);
    }

    @Test
    void telemetryThatTheFirstReadContradictsSaysNothingOfTheTimeBefore() {
        List<IntervalReading> wild = unread.upTo(at(15), RULES, accepted(1300, 0), List.of(registers(5, 9000)), 100);
        List<IntervalReading> anew = unread.upTo(at(15), RULES, accepted(1300, 1), List.of(registers(5, 10)), 100);

        assertThat(wild.getFirst().imported()).isEqualTo(Energy.ofWattHours(1300));
        assertThat(anew.getFirst().imported()).isEqualTo(Energy.ofWattHours(1300));
        assertThat(anew).extracting(IntervalReading::epoch).containsExactly(1, 1);
    }

    @Test
    void whatPassedWhileAMeterWasSuspendedFollowsItsFarewell() {
        // Let go at 1 min, sealed under 15 min, back 5 s later: 1 kWh in 14 min is nothing that 12 kW could not bring.
        CounterTracker.Outcome outcome = resumed(Optional.of(registers(1, 1000)), List.of(), 2000);

        assertThat(outcome).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.epoch().number()).isZero();
            assertThat(accepted.read().imported()).isEqualTo(Energy.ofWattHours(2000));
        });
        assertThat(resumed(Optional.of(registers(1, 1000)), List.of(), 5000))
                .isEqualTo(new CounterTracker.Outcome.Held(Quality.SUSPECT_JUMP));
    }

    @Test
    void aDeviceThatWasSilentWhenItWasLetGoIsComparedWithWhenItWasLastSeen() {
        // 2 kWh are much in a minute and little in a quarter of an hour.
        assertThat(resumed(Optional.empty(), List.of(), 3000)).isInstanceOf(Accepted.class);
        assertThat(resumed(Optional.empty(), List.of(registers(14, 1000)), 3000))
                .isEqualTo(new CounterTracker.Outcome.Held(Quality.SUSPECT_JUMP));
    }

    /** Read at 0 min with 1000 Wh; let go at 1 min, or 14 if it did not answer then; back at 15:05. */
    private static CounterTracker.Outcome resumed(Optional<Registers> last, List<Registers> telemetry, long imported) {
        Plausibility twelveKw = new Plausibility(12_000, Duration.ofSeconds(60));
        MeterId meter = new MeterId(new UUID(0, 1));
        IntervalReading first = new MeterChain(meter, "00".repeat(8), START, null)
                .upTo(at(0), new MeterChain.Rules(SLOT, twelveKw), accepted(1000, 0), List.of(), 100)
                .getFirst();
        Farewell farewell = new Farewell(
                meter, "00".repeat(8), twelveKw, last.map(Registers::at).orElse(at(14)), last);
        IntervalReading sealed =
                farewell.readings(first, List.of(at(15)), SLOT, telemetry).getLast();
        CounterRead read =
                new CounterRead(Energy.ofWattHours(imported), Energy.ZERO, at(15).plusSeconds(5), FINE, FINE);
        return new MeterChain(meter, "00".repeat(8), START, sealed)
                .tracker(Optional.empty())
                .accept(read, twelveKw)
                .outcome();
    }

    private static Accepted accepted(long imported, int epoch) {
        CounterRead read = new CounterRead(Energy.ofWattHours(imported), Energy.ZERO, at(45), FINE, FINE);
        return new Accepted(read, Epoch.of(epoch), false, 0, false);
    }

    private static Registers registers(int minute, long imported) {
        return new Registers(at(minute), Energy.ofWattHours(imported), Energy.ZERO);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
