package energy.peerwatt.metergateway.commission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Supply;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.link.BusPool;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.support.FaultyDevice;
import energy.peerwatt.metergateway.support.HandClock;
import energy.peerwatt.metergateway.support.TestLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several who commission at one bus. */
class SharedBusTest {
    private static final MeterId ONE = new MeterId(new UUID(0, 1));
    private static final MeterId OTHER = new MeterId(new UUID(0, 2));
    private static final String LINE = "rtu:///dev/no-such-line?baud=9600&parity=none&stop=1";
    private static final String ACTOR = "installer-7";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void twoScansOfOneDeviceServerNeverHaveTwoConnections() throws Exception {
        try (FaultyDevice server = new FaultyDevice();
                Rig rig = new Rig(folder, new HandClock("2026-06-21T10:00:00Z"))) {
            String url = "tcp://127.0.0.1:" + server.port();
            server.spoil(SharedBusTest::late);
            Steps one = opened(rig, ONE, url, 1);
            Steps other = opened(rig, OTHER, url, 2);

            one.scan(true, ACTOR);
            other.scan(true, ACTOR);
            await().atMost(LONG)
                    .until(() -> rig.buses
                            .use(Endpoint.parse(url))
                            .filter(use -> use.contains("of unit 1") && use.contains("of unit 2"))
                            .isPresent());
            for (Steps steps : List.of(one, other)) {
                Progress end = ended(steps);
                assertThat(end.condition()).isEqualTo(Progress.Condition.DONE);
                assertThat(end.found()).isNotEmpty();
            }

            assertThat(server.mostAtOnce()).isEqualTo(1);
            assertThat(rig.buses.all()).isEmpty();
            await().atMost(LONG).until(() -> server.open() == 0);
        }
    }

    @Test
    void speedsAreNotTriedOnALineThatSomebodyUses() throws Exception {
        try (Rig rig = new Rig(folder, new HandClock("2026-06-21T10:00:00Z"))) {
            Steps one = opened(rig, ONE, LINE, 1);
            BusPool.Loan used = rig.borrow(Endpoint.parse(LINE), "the commissioning of unit 2", TestLinks.EASY);

            assertThatThrownBy(() -> one.scan(false, true, ACTOR))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("speeds are tried on a line that is free, and this one is in use as " + LINE
                            + ", by the commissioning of unit 2");
            used.close();
            one.scan(false, true, ACTOR);

            assertThat(ended(one).say()).startsWith("the bus cannot be reached");
            assertThat(rig.buses.all()).isEmpty();
        }
    }

    @Test
    void nobodyElseSpeaksWhileSpeedsAreTried() throws Exception {
        try (Rig rig = new Rig(folder, new HandClock("2026-06-21T10:00:00Z"))) {
            Steps other = opened(rig, OTHER, LINE, 2);
            try (BusPool.Loan sweep = rig.alone((Endpoint.Serial) Endpoint.parse(LINE), "a sweep for unit 1")) {
                assertThat(rig.buses.all()).containsValue(sweep.worker());
                other.scan(false, ACTOR);
                assertThat(ended(other).say())
                        .isEqualTo("the bus is in use as " + LINE + ", by a sweep for unit 1: wait for its end");
            }
        }
    }

    /** So that one scan is not over before the other begins. */
    private static byte[] late(byte[] frame) {
        LockSupport.parkNanos(5_000_000);
        return frame;
    }

    private static Steps opened(Rig rig, MeterId meter, String url, int unit) throws Exception {
        Steps steps = rig.all().begin(meter);
        steps.open(new Target(url, unit, Supply.EUROPE), ACTOR);
        return steps;
    }

    private static Progress ended(Steps steps) {
        await().atMost(LONG).until(() -> steps.progress().orElseThrow().condition() != Progress.Condition.RUNNING);
        return steps.progress().orElseThrow();
    }
}
