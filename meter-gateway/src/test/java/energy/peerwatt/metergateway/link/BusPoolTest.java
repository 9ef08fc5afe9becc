package energy.peerwatt.metergateway.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.support.FaultyDevice;
import energy.peerwatt.metergateway.support.TestLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusPoolTest {
    private static final Endpoint.Serial LINE = serial("baud=9600&parity=none");
    private static final Endpoint.Serial FASTER = serial("baud=19200&parity=even");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Endpoint> made = new ArrayList<>();
    private Supplier<Manners> manners = () -> TestLinks.EASY;
    private final BusPool pool = new BusPool((endpoint, wanted) -> {
        made.add(endpoint);
        manners = wanted;
        return TestLinks.worker(endpoint, () -> new BackOff(Duration.ZERO, Duration.ZERO));
    });

    private FaultyDevice device;
    private Endpoint bus;

    @BeforeEach
    void start() throws Exception {
        device = new FaultyDevice();
        bus = new Endpoint.Tcp("127.0.0.1", device.port());
    }

    @AfterEach
    void stop() throws Exception {
        pool.close();
        device.close();
    }

    @Test
    void allShareOneWorkerUntilTheLastHasGivenItBack() throws Exception {
        BusPool.Loan one = pool.borrow(bus, visitor("unit 1"));
        BusPool.Loan other = pool.borrow(bus, visitor("unit 2"));
        assertThat(other.worker()).isSameAs(one.worker());
        assertThat(ask(one.worker())).isInstanceOf(Exchange.Registers.class);
        one.close();
        one.close();
        assertThat(ask(other.worker())).isInstanceOf(Exchange.Registers.class);
        assertThat(pool.use(bus)).contains(bus + ", by unit 2");
        other.close();

        assertThat(ask(other.worker())).isEqualTo(new Exchange.NotSent("nobody speaks as " + bus + " any more"));
        assertThat(pool.all()).isEmpty();
        assertThat(pool.use(bus)).isEmpty();
        assertThat(made).hasSize(1);
        assertThat(device.mostAtOnce()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> device.open() == 0);
    }

    @Test
    void theMostSensitiveOfThoseWhoAreThereSetsThePace() throws Exception {
        Manners slow = new Manners(Duration.ZERO, Duration.ofMillis(70), Duration.ZERO);
        Manners shy = new Manners(Duration.ofMillis(90), Duration.ZERO, Duration.ZERO);
        try (BusPool.Loan stays = pool.take(bus, new BusPool.User("home", slow, true))) {
            BusPool.Loan visit = pool.borrow(bus, new BusPool.User("unit 2", shy, false));
            assertThat(manners.get()).isEqualTo(slow.and(shy));
            visit.close();
            assertThat(manners.get()).isEqualTo(slow);
            assertThat(pool.all()).containsEntry(bus, stays.worker());
        }
    }

    @Test
    void aLineIsLentToOneAloneOnlyWhileItIsFreeAndToNobodyElseMeanwhile() throws Exception {
        BusPool.Loan used = pool.borrow(FASTER, visitor("the commissioning of unit 3"));
        assertThatThrownBy(() -> pool.alone(LINE, visitor("a sweep")))
                .isInstanceOf(BusTakenException.class)
                .hasMessage(
                        "the line has to be free, and it is in use as " + FASTER + ", by the commissioning of unit 3");
        used.close();

        BusPool.Loan sweep = pool.alone(LINE, visitor("a sweep"));
        assertThatThrownBy(() -> pool.borrow(LINE, visitor("unit 3")))
                .isInstanceOf(BusTakenException.class)
                .hasMessage("the bus is in use as " + LINE + ", by a sweep: wait for its end");
        BusWorker first = sweep.worker();
        assertThat(sweep.at(FASTER)).isNotSameAs(first).isSameAs(sweep.at(FASTER));
        assertThat(ask(first)).isInstanceOf(Exchange.NotSent.class);
        assertThat(pool.all()).containsOnlyKeys(FASTER);
        sweep.close();

        pool.borrow(LINE, visitor("unit 3")).close();
        assertThat(made).containsExactly(FASTER, LINE, FASTER, LINE);
    }

    @Test
    void visitorsDoNotSpeakInTwoWaysOnOneBus() throws Exception {
        try (BusPool.Loan one = pool.borrow(LINE, visitor("unit 1"))) {
            assertThatThrownBy(() -> pool.borrow(FASTER, visitor("unit 2")))
                    .hasMessage("the bus is in use as " + LINE + ", by unit 1: wait for its end");
            assertThat(pool.all()).containsEntry(LINE, one.worker());
        }
    }

    @Test
    void aLastingUserTakesTheLineFromOneWhoSpeaksOtherwiseAndKeepsIt() throws Exception {
        BusPool.Loan sweep = pool.alone(LINE, visitor("a sweep"));
        BusPool.Loan home = pool.take(FASTER, new BusPool.User("home", TestLinks.EASY, true));

        assertThat(ask(sweep.worker())).isInstanceOf(Exchange.NotSent.class);
        assertThat(sweep.at(serial("baud=2400"))).isSameAs(sweep.worker());
        sweep.close();
        assertThat(pool.all()).containsOnlyKeys(FASTER).containsValue(home.worker());
        assertThat(pool.borrow(LINE, visitor("unit 3")).worker()).isSameAs(home.worker());
        assertThat(made).containsExactly(LINE, FASTER);
    }

    @Test
    void whoIsCalledOffLeavesTheBusClosed() throws Exception {
        BusPool.Loan visit = pool.borrow(bus, visitor("unit 1"));
        ask(visit.worker());
        Thread.currentThread().interrupt();
        visit.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ask(visit.worker())).isInstanceOf(Exchange.NotSent.class);
    }

    /** Sooner than his patience ends. */
    @Test
    void whoWaitsForABusThatIsClosedIsTold() throws Exception {
        device.spoil(_ -> new byte[0]);
        BusPool.Loan visit = pool.borrow(bus, visitor("unit 1"));
        List<Exchange> answers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(Thread.ofVirtual().start(() -> {
                try {
                    answers.add(visit.worker()
                            .exchange(
                                    new RegisterRequest(1, new RegisterBlock(RegisterFunction.INPUT, 0, 2)),
                                    Urgency.BOUNDARY,
                                    Duration.ofMinutes(10)));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> visit.worker().waiting() > 0);
        visit.close();
        for (Thread thread : waiting) {
            thread.join(Duration.ofSeconds(30));
        }

        assertThat(answers).hasSize(8).last().isInstanceOf(Exchange.NotSent.class);
    }

    private static Exchange ask(BusWorker worker) throws InterruptedException {
        try (BusWorker.Reservation reserved = worker.reserve()) {
            return reserved.exchange(new RegisterRequest(1, new RegisterBlock(RegisterFunction.INPUT, 0, 2)), PATIENCE);
        }
    }

    private static BusPool.User visitor(String name) {
        return new BusPool.User(name, TestLinks.EASY, false);
    }

    private static Endpoint.Serial serial(String settings) {
        return (Endpoint.Serial) Endpoint.parse("rtu:///dev/no-such-line?" + settings);
    }
}
