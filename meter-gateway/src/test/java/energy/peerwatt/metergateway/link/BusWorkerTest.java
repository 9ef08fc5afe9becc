package energy.peerwatt.metergateway.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.Frame;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.plan.domain.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A worker on a bus in memory, whose time is moved by what happens on it. */
class BusWorkerTest {
    private static final Duration PATIENT = Duration.ofSeconds(60);
    private static final int DEAD = 9;

    private final AtomicLong nanos = new AtomicLong();
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final List<Duration> timeouts = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile Duration latency = Duration.ofMillis(20);

    private final class Bus implements BusLink {
        @Override
        public Exchange exchange(BusRequest request, Duration timeout) throws InterruptedException {
            if (request.unit() == 0) {
                gate.await();
                return new Exchange.Registers(List.of(0), 1);
            }
            asked.add(request.unit());
            timeouts.add(timeout);
            boolean silent = request.unit() == DEAD || latency.compareTo(timeout) > 0;
            nanos.addAndGet((silent ? timeout : latency).toNanos());
            return silent ? new Exchange.Timeout() : new Exchange.Registers(List.of(request.unit()), 1);
        }

        @Override
        public List<Frame> frames() {
            return List.of();
        }

        @Override
        public Duration lastReply() {
            return latency;
        }

        @Override
        public void close() {}
    }

    private BusWorker worker() {
        return new BusWorker(
                new Endpoint.Tcp("test", 1),
                new Bus(),
                new BusWorker.Settings(
                        () -> new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5)),
                        new Latencies.Limits(Duration.ofMillis(100), Duration.ofSeconds(1)),
                        nanos::get,
                        LinkObserver.NONE));
    }

    @Test
    void atABoundaryADeadUnitIsAskedAfterThoseThatAnswer() throws Exception {
        try (BusWorker worker = worker();
                ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(worker.exchange(read(DEAD), Urgency.FAST, PATIENT)).isEqualTo(new Exchange.Timeout());
            asked.clear();
            Future<Exchange> busy = each.submit(() -> worker.exchange(read(0), Urgency.CONTROL, PATIENT));
            List<Future<Exchange>> answers = new ArrayList<>();
            for (int unit : new int[] {DEAD, 1, DEAD, 2, 3}) {
                answers.add(each.submit(() -> worker.exchange(read(unit), Urgency.BOUNDARY, PATIENT)));
            }
            await().until(() -> answers.stream().noneMatch(Future::isDone) && worker.waiting() == 5);
            gate.countDown();
            for (Future<Exchange> answer : answers) {
                answer.get();
            }
            busy.get();
        }
        assertThat(asked.subList(0, 3)).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(asked.subList(3, 5)).containsExactly(DEAD, DEAD);
    }

    @Test
    void aDeadUnitCostsItsBusNextToNothing() throws Exception {
        try (BusWorker worker = worker()) {
            long dead = 0;
            for (int second = 0; second < 600; second++) {
                nanos.set(Duration.ofSeconds(second).toNanos() + dead);
                assertThat(worker.exchange(read(1), Urgency.FAST, PATIENT)).isInstanceOf(Exchange.Registers.class);
                long before = nanos.get();
                worker.exchange(read(DEAD), Urgency.FAST, PATIENT);
                dead += nanos.get() - before;
            }
            // After 2, 4, 6 ... seconds of rest: about two dozen seconds in ten minutes.
            assertThat(Duration.ofNanos(dead)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(26));
        }
    }

    @Test
    void howLongAReplyIsWaitedForFollowsFromWhatWasMeasured() throws Exception {
        try (BusWorker worker = worker()) {
            latency = Duration.ofMillis(40);
            worker.exchange(read(1), Urgency.CONTROL, PATIENT);
            worker.exchange(read(1), Urgency.CONTROL, PATIENT);
            assertThat(timeouts).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(160));

            timeouts.clear();
            latency = Duration.ofMillis(500);
            while (!(worker.exchange(read(1), Urgency.CONTROL, PATIENT) instanceof Exchange.Registers)) {
                assertThat(timeouts).hasSizeLessThan(5);
            }
            assertThat(timeouts)
                    .containsExactly(Duration.ofMillis(160), Duration.ofMillis(320), Duration.ofMillis(640));
        }
    }

    @Test
    void aBusThatIsTakenUpTakesOnlyBoundariesAndSetPoints() throws Exception {
        try (BusWorker worker = worker()) {
            latency = Duration.ofMillis(800);
            for (int second = 0; second < 60; second++) {
                nanos.set(Duration.ofSeconds(second).toNanos());
                worker.exchange(read(1), Urgency.BOUNDARY, PATIENT);
            }
            assertThat(worker.busyPermille()).isEqualTo(800);
            assertThat(worker.exchange(read(2), Urgency.FAST, PATIENT))
                    .isInstanceOfSatisfying(
                            Exchange.NotSent.class,
                            unsent -> assertThat(unsent.reason()).contains("800 thousandths", "above 700"));
            assertThat(worker.exchange(read(2), Urgency.SLOW, PATIENT)).isInstanceOf(Exchange.NotSent.class);
            assertThat(worker.exchange(read(2), Urgency.BOUNDARY, PATIENT)).isInstanceOf(Exchange.Registers.class);
            assertThat(worker.exchange(read(2), Urgency.CONTROL, PATIENT)).isInstanceOf(Exchange.Registers.class);

            nanos.addAndGet(Duration.ofSeconds(30).toNanos());
            assertThat(worker.exchange(read(2), Urgency.FAST, PATIENT)).isInstanceOf(Exchange.Registers.class);
        }
    }

    private static RegisterRequest read(int unit) {
        return new RegisterRequest(unit, new RegisterBlock(RegisterFunction.INPUT, 0, 1));
    }
}
