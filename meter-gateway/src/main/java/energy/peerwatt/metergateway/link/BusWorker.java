package energy.peerwatt.metergateway.link;

import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.UnitHealth;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.task.LongTask;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The one thread that talks on a bus. Requests of any thread wait here, the most urgent first, equals in order of arrival.
 * A unit that does not answer rests for a while; only a boundary or a set-point wakes it.
 */
public final class BusWorker implements AutoCloseable {
    private final BusLink link;
    private final Supplier<BackOff> backOffs;
    private final PriorityBlockingQueue<Job> queue =
            new PriorityBlockingQueue<>(16, Comparator.comparing(Job::urgency).thenComparing(Job::number));
    private final Map<Integer, BackOff> rests = new HashMap<>();
    private final Map<Integer, UnitHealth> health = new ConcurrentHashMap<>();
    /** What people read off a clock on the wall; no rule builds on it. */
    private final Clock wall = Clock.systemUTC();

    private final AtomicLong numbers = new AtomicLong();
    private final LongTask task;

    /** What a bus is reached by; a serial device is waited for in native code. */
    public enum Kind {
        SOCKET,
        SERIAL;

        public static Kind of(Endpoint endpoint) {
            return switch (endpoint) {
                case Endpoint.Tcp _, Endpoint.Tls _, Endpoint.RtuOverTcp _ -> SOCKET;
                case Endpoint.Serial _ -> SERIAL;
            };
        }
    }

    private record Job(
            BusRequest request, Urgency urgency, long number, long deadlineNanos, CompletableFuture<Exchange> answer) {}

    /** On a virtual thread, for buses behind sockets. */
    public BusWorker(String name, BusLink link, Supplier<BackOff> backOffs) {
        this(Kind.SOCKET, name, link, backOffs);
    }

    public BusWorker(Kind kind, String name, BusLink link, Supplier<BackOff> backOffs) {
        this.link = link;
        this.backOffs = backOffs;
        this.task = switch (kind) {
            case SOCKET -> new LongTask("bus-" + name, this::run);
            case SERIAL -> LongTask.onPlatformThread("bus-" + name, this::run);
        };
        task.start();
    }

    /**
     * Waits for the answer.
     *
     * @param deadline real time, including the wait for the bus
     */
    public Exchange exchange(BusRequest request, Urgency urgency, Duration deadline) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + deadline.toNanos();
        Job job =
                new Job(request, urgency, numbers.incrementAndGet(), deadlineNanos, new CompletableFuture<Exchange>());
        queue.add(job);
        try {
            return job.answer().get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            queue.remove(job);
            return new Exchange.Timeout();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bus worker failed", e.getCause());
        }
    }

    private void run() throws InterruptedException {
        try {
            while (true) {
                Job job = queue.take();
                try {
                    job.answer().complete(serve(job));
                } catch (RuntimeException e) {
                    link.close();
                    job.answer().completeExceptionally(e);
                }
            }
        } finally {
            link.close();
        }
    }

    private Exchange serve(Job job) throws InterruptedException {
        long now = System.nanoTime();
        if (job.deadlineNanos() - now <= 0) {
            return new Exchange.Timeout();
        }
        BackOff rest = rests.computeIfAbsent(job.request().unit(), unit -> backOffs.get());
        if (!job.urgency().wakes() && rest.resting(now)) {
            return new Exchange.NotSent("the unit rests after " + rest.failures() + " failures");
        }
        Exchange exchange = link.exchange(job.request(), Duration.ofNanos(job.deadlineNanos() - now));
        switch (exchange) {
            case Exchange.Registers _ -> rest.answered();
            case Exchange.Written _ -> rest.answered();
            case Exchange.DeviceException _ -> rest.answered();
            case Exchange.Timeout _ -> rest.failed(System.nanoTime());
            case Exchange.Corrupt _ -> rest.failed(System.nanoTime());
            case Exchange.NotSent _ -> rest.failed(System.nanoTime());
        }
        UnitHealth before = health.getOrDefault(job.request().unit(), UnitHealth.NEW);
        health.put(job.request().unit(), before.after(exchange, rest.left(System.nanoTime()), wall.instant()));
        return exchange;
    }

    /** How the units of this bus have answered; without those that were never asked. */
    public Map<Integer, UnitHealth> health() {
        return new TreeMap<>(health);
    }

    @Override
    public void close() {
        task.close();
    }
}
