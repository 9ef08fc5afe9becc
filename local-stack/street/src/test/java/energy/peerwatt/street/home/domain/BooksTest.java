package energy.peerwatt.street.home.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The books add up to the millijoule, whatever the weather and whoever writes to the controls. */
class BooksTest {
    private static final int SECONDS = 4_000;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countersAreTheIntegralOfPowerAndEnergyIsConserved(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Home home = Streets.simulated(seed).homes().get(random.nextInt(14));
        HomeState first = home.first();
        HomeState now = first;
        Ledger ledger = new Ledger();
        long start = Streets.TEN + random.nextLong(400 * 86_400L);
        for (long second = start; second < start + SECONDS; second++) {
            if (random.nextInt(200) == 0) {
                now = disturbed(now, random, second);
            }
            now = home.afterSecond(now, second);
            ledger.add(now.flows());
        }

        EnergyBooks begin = first.books();
        EnergyBooks end = now.books();
        long imported = end.imported() - begin.imported();
        long exported = end.exported() - begin.exported();
        long stored = now.storedMillijoules() - first.storedMillijoules();
        assertThat(imported - exported).isEqualTo(ledger.grid);
        assertThat(imported).isEqualTo(ledger.imported);
        assertThat(end.load()).isEqualTo(ledger.load);
        assertThat(end.solarDirect() - begin.solarDirect() + imported)
                .isEqualTo(end.load() + exported + stored + end.losses());
        assertThat(end.charged() - end.discharged()).isEqualTo(stored);
        for (int phase = 1; phase <= 3; phase++) {
            long net = end.importedByPhase().phase(phase)
                    - begin.importedByPhase().phase(phase)
                    - end.exportedByPhase().phase(phase)
                    + begin.exportedByPhase().phase(phase);
            assertThat(net).isEqualTo(ledger.phases[phase]);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void batteryStaysBetweenReserveAndCapacity(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BatterySpec battery = new BatterySpec(1 + random.nextLong(40), 1 + random.nextLong(5_000), 10, 50);
        Home home = Streets.steady(random.nextLong(4_000), random.nextLong(4_000), battery);
        HomeState now = home.first();
        for (long second = 0; second < SECONDS; second++) {
            if (random.nextInt(300) == 0) {
                now = disturbed(now, random, second);
            }
            now = home.afterSecond(now, second);
            assertThat(now.storedMillijoules()).isBetween(battery.reserveMillijoules(), battery.capacityMillijoules());
            assertThat(Math.max(now.flows().charge(), now.flows().discharge()))
                    .isLessThanOrEqualTo(battery.maxPowerWatts() * 1000);
        }
    }

    /** Adds up what the flows say, without the books' own arithmetic. */
    private static final class Ledger {
        private long grid;
        private long imported;
        private long load;
        private final long[] phases = new long[4];

        void add(Flows flows) {
            long net = flows.load().total() - flows.solar() - flows.discharge() + flows.charge();
            grid += net;
            imported += net > 0 ? net : 0;
            load += flows.load().l1() + flows.load().l2() + flows.load().l3();
            phases[1] += flows.grid().l1();
            phases[2] += flows.grid().l2();
            phases[3] += flows.grid().l3();
        }
    }

    private static HomeState disturbed(HomeState state, SplittableRandom random, long second) {
        Curtailment curtailment = new Curtailment(
                random.nextInt(8) > 0, random.nextBoolean(), random.nextInt(10_001), random.nextInt(900), 0);
        StorageOrder order = new StorageOrder(
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(-10_000, 10_001),
                random.nextInt(-10_000, 10_001),
                random.nextInt(900),
                0);
        return state.withCurtailment(curtailment.writtenAt(second)).withStorage(order.writtenAt(second));
    }
}
