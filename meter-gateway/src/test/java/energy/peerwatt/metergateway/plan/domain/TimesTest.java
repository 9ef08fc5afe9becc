package energy.peerwatt.metergateway.plan.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.RegisterWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Latencies.Limits LIMITS = new Latencies.Limits(Duration.ofMillis(100), Duration.ofSeconds(2));

    @Test
    void aTimeoutIsFourTimesWhatNearlyAllAnswersTakeButWithinItsLimits() {
        Latencies latencies = new Latencies(LIMITS);
        assertThat(latencies.timeout()).isEqualTo(Duration.ofSeconds(2));

        latencies.answered(Duration.ofMillis(5));
        assertThat(latencies.timeout()).isEqualTo(Duration.ofMillis(100));

        latencies.answered(Duration.ofMillis(80));
        assertThat(latencies.timeout()).isEqualTo(Duration.ofMillis(320));

        latencies.answered(Duration.ofMillis(900));
        assertThat(latencies.timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void everySilenceDoublesItSoThatASlowerDeviceIsHeardAgain() {
        Latencies latencies = new Latencies(LIMITS);
        latencies.answered(Duration.ofMillis(50));
        assertThat(latencies.timeout()).isEqualTo(Duration.ofMillis(200));
        latencies.silent();
        assertThat(latencies.timeout()).isEqualTo(Duration.ofMillis(400));
        for (int i = 0; i < 100; i++) {
            latencies.silent();
        }
        assertThat(latencies.timeout()).isEqualTo(Duration.ofSeconds(2));
        latencies.answered(Duration.ofMillis(50));
        assertThat(latencies.timeout()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void thePercentileIsThatOfASortedListSeed5() {
        SplittableRandom random = new SplittableRandom(5);
        Latencies latencies = new Latencies(LIMITS);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            long nanos = random.nextLong(1_000_000_000L);
            latencies.answered(Duration.ofNanos(nanos));
            all.add(nanos);
            List<Long> last = all.subList(Math.max(0, all.size() - 64), all.size());
            long value = latencies.percentile().toNanos();
            // At least 95 of 100 are not above it, and it is the smallest such.
            assertThat(last).contains(value);
            assertThat(last.stream().filter(it -> it <= value).count() * 100).isGreaterThanOrEqualTo(95L * last.size());
            assertThat(last.stream().filter(it -> it < value).count() * 100).isLessThan(95L * last.size());
        }
    }

    @Test
    void utilisationIsThatOfTheLastMinuteSeed6() {
        SplittableRandom random = new SplittableRandom(6);
        long start = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
        Utilisation utilisation = new Utilisation();
        List<long[]> taken = new ArrayList<>();
        long now = start;
        for (int i = 0; i < 2_000; i++) {
            long from = now + random.nextLong(1_500_000_000L);
            now = from + random.nextLong(2_500_000_000L);
            utilisation.busy(from, now);
            taken.add(new long[] {from, now});
            long since = (Math.floorDiv(now, 1_000_000_000L) - 59) * 1_000_000_000L;
            long busy = 0;
            for (long[] one : taken) {
                busy += Math.max(0, one[1] - Math.max(one[0], since));
            }
            assertThat(utilisation.permille(now)).isEqualTo((int) (busy / 60_000_000L));
        }
        assertThat(utilisation.permille(now + Duration.ofMinutes(2).toNanos())).isZero();
    }

    @Test
    void whatIsTooMuchIsRefusedWithTheNumbers() {
        BusLoad load = BusLoad.NONE;
        for (int i = 1; i <= 9; i++) {
            BusLoad.Demand demand = meter(i);
            assertThat(load.refusal(demand)).isEmpty();
            load = load.and(demand);
        }
        assertThat(load.refusal(meter(10)))
                .contains("the meter of home-10 needs 150 ms every 2000 ms, which is 7.5 % of the bus; with the 67.5 %"
                        + " that 9 others need that is 75.0 %, and 70.0 % is the most");
    }

    @Test
    void whatACharacterTakesIsReckonedAndTheRestIsAssumed() {
        RegisterRequest read = new RegisterRequest(1, new RegisterBlock(RegisterFunction.INPUT, 0, 18));
        Endpoint serial = Endpoint.parse("rtu:///dev/ttyUSB0?baud=9600");

        // 8 + 5 + 36 characters of ten bits.
        assertThat(WireTime.characters(serial, read)).isEqualTo(Duration.ofNanos(51_041_666));
        assertThat(WireTime.characters(Endpoint.parse("tcp://h"), read)).isZero();
        assertThat(WireTime.characters(serial, new RegisterWrite(1, 0, List.of(1, 2))))
                .isEqualTo(Duration.ofNanos(21_875_000));
        assertThat(WireTime.estimate(serial, read).toMillis()).isBetween(140L, 160L);
        assertThat(WireTime.estimate(Endpoint.parse("rtutcp://h:1"), read)).isEqualTo(WireTime.estimate(serial, read));
        assertThat(WireTime.estimate(Endpoint.parse("tcp://h"), read)).isLessThan(Duration.ofMillis(50));
    }

    private static BusLoad.Demand meter(int number) {
        return new BusLoad.Demand("the meter of home-" + number, Duration.ofMillis(150), Duration.ofSeconds(2));
    }
}
