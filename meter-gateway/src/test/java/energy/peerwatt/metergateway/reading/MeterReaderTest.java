package energy.peerwatt.metergateway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.support.FaultProxy;
import energy.peerwatt.metergateway.support.HandClock;
import energy.peerwatt.metergateway.support.TestLinks;
import energy.peerwatt.metergateway.support.TestMeter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MeterReaderTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);

    @Test
    void aBlockThatIsRefusedForAHoleIsReadInPartsFromThenOn() throws Exception {
        try (TestMeter meter = new TestMeter(7).counters(100, 50).power(-1500).refuse(0x40);
                BusWorker bus = bus(meter)) {
            MeterReader reader = reader(bus);

            for (int i = 0; i < 3; i++) {
                assertThat(reader.readCountersAndPower(Optional.of("7"), PATIENT))
                        .isInstanceOfSatisfying(MeterAnswer.Answered.class, answered -> {
                            assertThat(answered.counters()
                                            .orElseThrow()
                                            .imported()
                                            .wattHours())
                                    .isEqualTo(100_000);
                            assertThat(answered.power().orElseThrow().watts()).isEqualTo(-1500);
                        });
            }
            assertThat(bus.health().get(1).exceptions()).isEqualTo(1);
            // Serial number, the refused block, then two parts each time.
            assertThat(bus.health().get(1).requests()).isEqualTo(8);
        }
    }

    @Test
    void aCounterThatTheDeviceDoesNotHaveIsNoReading() throws Exception {
        try (TestMeter meter = new TestMeter(7).counters(100, 50).power(-1500).refuse(0x4A);
                BusWorker bus = bus(meter)) {
            MeterReader reader = reader(bus);

            for (int i = 0; i < 3; i++) {
                assertThat(reader.readCounters(Optional.of("7"), PATIENT))
                        .isEqualTo(new MeterAnswer.Silent("device exception 2"));
            }
        }
    }

    @Test
    void counterOfAnotherDeviceThatAConnectionLeadsToIsNeverTakenSeed1848() throws Exception {
        SplittableRandom random = new SplittableRandom(1848);
        int answered = 0;
        int foreign = 0;
        for (boolean rtu : new boolean[] {false, true}) {
            try (TestMeter ours = new TestMeter(1001).counters(100, 50).power(10);
                    TestMeter other = new TestMeter(2002).counters(900, 90).power(20);
                    FaultProxy proxy = new FaultProxy(List.of(ours.port(), other.port()), rtu, 15, random.split());
                    BusWorker bus = bus(
                            rtu
                                    ? new Endpoint.RtuOverTcp("127.0.0.1", proxy.port())
                                    : new Endpoint.Tcp("127.0.0.1", proxy.port()))) {
                MeterReader reader = reader(bus);
                for (int i = 0; i < (rtu ? 100 : 600); i++) {
                    switch (reader.readCounters(Optional.of("1001"), Duration.ofMillis(60))) {
                        case MeterAnswer.Answered read -> {
                            answered++;
                            assertThat(read.counters().orElseThrow().imported().wattHours())
                                    .isEqualTo(100_000);
                        }
                        case MeterAnswer.Foreign found -> {
                            foreign++;
                            assertThat(found.found()).isEqualTo("2002");
                        }
                        case MeterAnswer.Silent silent ->
                            assertThat(silent.reason()).isNotEmpty();
                    }
                }
            }
        }
        assertThat(answered).isGreaterThan(100);
        assertThat(foreign).isGreaterThan(20);
    }

    private static MeterReader reader(BusWorker bus) {
        return new MeterReader(
                bus, 1, Profiles.load().profile("eastron-sdm630"), new HandClock("2026-06-21T10:00:00Z"));
    }

    private static BusWorker bus(TestMeter meter) {
        return bus(new Endpoint.Tcp("127.0.0.1", meter.port()));
    }

    private static BusWorker bus(Endpoint endpoint) {
        return TestLinks.worker(endpoint, () -> new BackOff(Duration.ofMillis(1), Duration.ofMillis(1)));
    }
}
