package energy.peerwatt.metergateway.link;

import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.Frame;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.link.domain.UnitHealth;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.plan.domain.Agenda;
import energy.peerwatt.metergateway.plan.domain.BusLoad;
import energy.peerwatt.metergateway.plan.domain.Latencies;
import energy.peerwatt.metergateway.plan.domain.Utilisation;
import energy.peerwatt.metergateway.plan.domain.WireTime;
import energy.peerwatt.metergateway.task.LongTask;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The one thread that talks on a bus. Requests of any thread wait here in the order of {@link Agenda}. How long a reply is
 * waited for follows from how long the unit took before; a unit that does not answer rests for a while, and only a boundary
 * or a set-point wakes it. A bus that is taken up more than it may be takes nothing else either.
 */
public final class BusWorker implements AutoCloseable {
    private final Endpoint endpoint;
    private final BusLink link;
    private final Settings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Agenda<Job> agenda = new Agenda<>();
    private final Utilisation utilisation = new Utilisation();
    private final Map<Integer, Unit> units = new ConcurrentHashMap<>();
    private final Map<Integer, UnitHealth> health = new ConcurrentHashMap<>();
    /** What people read off a clock on the wall; no rule builds on it. */
    private final Clock wall = Clock.systemUTC();

    private final AtomicInteger reservations = new AtomicInteger();
    /** Nobody serves any more; guarded by the lock. */
    private boolean ended;

    private final LongTask task;

    /**
     * @param backOffs one for each unit
     * @param timeouts for a reply, without its characters
     * @param nanos a clock that only goes on
     */
    public record Settings(
            Supplier<BackOff> backOffs, Latencies.Limits timeouts, LongSupplier nanos, LinkObserver observer) {}

    private record Job(
            BusRequest request,
            Supplier<Urgency> urgency,
            boolean reserved,
            long deadlineNanos,
            CompletableFuture<Exchange> answer) {
        /** Whether it is done whatever the bus and the unit have been through. */
        boolean unconditional() {
            return reserved || urgency.get().wakes();
        }
    }

    /** Used by the worker's thread only. */
    private record Unit(BackOff rest, Latencies latencies) {}

    public BusWorker(Endpoint endpoint, BusLink link, Settings settings) {
        this.endpoint = endpoint;
        this.link = link;
        this.settings = settings;
        String name = "bus-" + endpoint;
        this.task = switch (endpoint) {
            case Endpoint.Tcp _, Endpoint.Tls _, Endpoint.RtuOverTcp _ -> new LongTask(name, this::run);
            // A serial device is waited for in native code.
            case Endpoint.Serial _ -> LongTask.onPlatformThread(name, this::run);
        };
        task.start();
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Waits for the answer.
     *
     * @param patience after which nobody wants it any more, real time, including the wait for the bus
     */
    public Exchange exchange(BusRequest request, Urgency urgency, Duration patience) throws InterruptedException {
        return exchange(request, () -> urgency, patience);
    }

    /**
     * The same where the request can become more urgent while it waits.
     *
     * @param urgency returns at once; asked for by any thread
     */
    public Exchange exchange(BusRequest request, Supplier<Urgency> urgency, Duration patience)
            throws InterruptedException {
        return exchange(request, urgency, false, patience);
    }

    /** The bus for one alone: until it is closed nobody else is served but boundaries and set-points. */
    public Reservation reserve() {
        reservations.incrementAndGet();
        return new Reservation();
    }

    /** See {@link #reserve}. */
    public final class Reservation implements AutoCloseable {
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Reservation() {}

        /** Asks a unit even while it rests. */
        public Exchange exchange(BusRequest request, Duration patience) throws InterruptedException {
            return BusWorker.this.exchange(request, () -> Urgency.SLOW, true, patience);
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                reservations.decrementAndGet();
            }
        }
    }

    private Exchange exchange(BusRequest request, Supplier<Urgency> urgency, boolean reserved, Duration patience)
            throws InterruptedException {
        Job job = new Job(
                request,
                urgency,
                reserved,
                settings.nanos().getAsLong() + patience.toNanos(),
                new CompletableFuture<Exchange>());
        Optional<String> refusal = enqueued(job);
        if (refusal.isPresent()) {
            return new Exchange.NotSent(refusal.get());
        }
        try {
            return job.answer().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Exchange.Timeout();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bus worker failed", e.getCause());
        }
    }

    private Optional<String> enqueued(Job job) {
        lock.lock();
        try {
            if (ended) {
                return Optional.of("nobody speaks as " + endpoint + " any more");
            }
            int busy = utilisation.permille(settings.nanos().getAsLong());
            if (!job.unconditional() && busy > BusLoad.MOST_PERMILLE) {
                return Optional.of("the bus was taken up for " + busy + " thousandths of the last minute; above "
                        + BusLoad.MOST_PERMILLE + " it only serves boundaries and set-points");
            }
            agenda.add(job.urgency(), job.request().unit(), job.deadlineNanos(), job);
            asked.signal();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void run() throws InterruptedException {
        try {
            while (true) {
                Job job = next();
                try {
                    job.answer().complete(serve(job));
                } catch (InterruptedException e) {
                    job.answer().complete(over());
                    throw e;
                } catch (RuntimeException e) {
                    link.close();
                    job.answer().completeExceptionally(e);
                }
            }
        } finally {
            link.close();
            end();
        }
    }

    /** Whoever waits need not wait for his patience to end. */
    private void end() {
        lock.lock();
        try {
            ended = true;
            for (Optional<Job> job = agenda.next(_ -> false); job.isPresent(); job = agenda.next(_ -> false)) {
                job.get().answer().complete(over());
            }
        } finally {
            lock.unlock();
        }
    }

    private Exchange over() {
        return new Exchange.NotSent("nobody speaks as " + endpoint + " any more");
    }

    private Job next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                agenda.overdue(settings.nanos().getAsLong())
                        .forEach(job -> job.answer().complete(new Exchange.Timeout()));
                Optional<Job> next = agenda.next(unit -> unit(unit).rest().failures() > 0);
                if (next.isPresent()) {
                    return next.get();
                }
                asked.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private Exchange serve(Job job) throws InterruptedException {
        BusRequest request = job.request();
        Unit unit = unit(request.unit());
        long started = settings.nanos().getAsLong();
        if (!job.unconditional() && reservations.get() > 0) {
            return new Exchange.NotSent("somebody has the bus to himself");
        }
        if (!job.unconditional() && unit.rest().resting(started)) {
            return new Exchange.NotSent("the unit rests after " + unit.rest().failures() + " failures");
        }
        Duration characters = WireTime.characters(endpoint, request);
        Duration left = Duration.ofNanos(job.deadlineNanos() - started);
        Duration worth = unit.latencies().timeout().plus(characters);
        boolean whole = worth.compareTo(left) <= 0;
        Exchange exchange = link.exchange(request, whole ? worth : left);
        long ended = settings.nanos().getAsLong();
        if (!job.reserved()) {
            taken(started, ended);
        }
        switch (exchange) {
            case Exchange.Registers _ -> answered(unit, characters);
            // How long its reply is cannot be known beforehand.
            case Exchange.Identification _ -> unit.rest().answered();
            case Exchange.Written _ -> answered(unit, characters);
            case Exchange.DeviceException _ -> answered(unit, characters);
            case Exchange.Timeout _ -> {
                unit.rest().failed(ended);
                if (whole) {
                    unit.latencies().silent();
                }
            }
            case Exchange.Corrupt _ -> unit.rest().failed(ended);
            case Exchange.NotSent _ -> unit.rest().failed(ended);
        }
        UnitHealth before = health.getOrDefault(request.unit(), UnitHealth.NEW);
        health.put(request.unit(), before.after(exchange, unit.rest().left(ended), wall.instant()));
        return exchange;
    }

    private void answered(Unit unit, Duration characters) {
        unit.rest().answered();
        unit.latencies().answered(link.lastReply().minus(characters));
    }

    private Unit unit(int number) {
        return units.computeIfAbsent(
                number, _ -> new Unit(settings.backOffs().get(), new Latencies(settings.timeouts())));
    }

    private void taken(long from, long to) {
        lock.lock();
        try {
            utilisation.busy(from, to);
        } finally {
            lock.unlock();
        }
    }

    /** How much of the last minute the bus was taken up, in thousandths. */
    public int busyPermille() {
        lock.lock();
        try {
            return utilisation.permille(settings.nanos().getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** How many requests wait for the bus. */
    int waiting() {
        lock.lock();
        try {
            return agenda.size();
        } finally {
            lock.unlock();
        }
    }

    /** A reader found out that a block has to be read in parts. */
    public void divided(int unit) {
        settings.observer().divided(endpoint, unit);
    }

    /** The last exchanges, the oldest first. */
    public List<Frame> frames() {
        return link.frames();
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
