package energy.peerwatt.metergateway.link;

import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Manners;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The physical buses that somebody uses, each with its one worker: made for the first loan, closed with the last one that is
 * given back. A bus is told by {@link Endpoint#bus}, however its address is written. For any number of threads.
 */
public final class BusPool implements AutoCloseable {
    private static final Manners EASY = new Manners(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final Maker maker;
    private final Map<String, Bus> buses = new TreeMap<>();

    /** Makes a worker. */
    @FunctionalInterface
    public interface Maker {
        /** @param manners what all who use the bus want now; returns at once */
        BusWorker make(Endpoint endpoint, Supplier<Manners> manners);
    }

    /**
     * Who uses a bus.
     *
     * @param name for people
     * @param manners what he wants for the devices that he speaks with
     * @param lasting he uses it until further notice, so he is never refused, and how he writes the address holds
     */
    public record User(String name, Manners manners, boolean lasting) {}

    public BusPool(Maker maker) {
        this.maker = maker;
    }

    /** The use of a bus until it is given back. */
    public final class Loan implements AutoCloseable {
        private final Bus bus;
        private final User user;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Loan(Bus bus, User user) {
            this.bus = bus;
            this.user = user;
            bus.loans.add(this);
        }

        public BusWorker worker() {
            return bus.worker;
        }

        /**
         * The same line at another speed or parity; for whoever has it alone. One that a lasting user has taken meanwhile
         * stays closed and answers nothing.
         */
        public BusWorker at(Endpoint.Serial other) {
            synchronized (BusPool.this) {
                if (!bus.alone || !bus.endpoint.bus().equals(other.bus())) {
                    throw new IllegalStateException(other + " is not lent to one alone");
                }
                if (buses.get(other.bus()) == bus && !bus.endpoint.equals(other)) {
                    end(bus.worker);
                    bus.endpoint = other;
                    bus.worker = maker.make(other, bus::manners);
                }
                return bus.worker;
            }
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                returned(this);
            }
        }
    }

    private final class Bus {
        private final boolean alone;
        private final List<Loan> loans = new CopyOnWriteArrayList<>();
        private volatile Endpoint endpoint;
        private volatile BusWorker worker;

        Bus(Endpoint endpoint, boolean alone) {
            this.endpoint = endpoint;
            this.alone = alone;
            this.worker = maker.make(endpoint, this::manners);
        }

        /** The most sensitive device sets the pace. */
        Manners manners() {
            return loans.stream().map(loan -> loan.user.manners()).reduce(EASY, Manners::and);
        }

        boolean lasting() {
            return loans.stream().anyMatch(loan -> loan.user.lasting());
        }

        String use() {
            return endpoint + ", by "
                    + loans.stream().map(loan -> loan.user.name()).distinct().collect(Collectors.joining(", "));
        }
    }

    /** For a lasting user: he shares the bus with whoever uses it in the same way, and takes it from all others. */
    public synchronized Loan take(Endpoint endpoint, User user) {
        Bus bus = buses.get(endpoint.bus());
        if (bus != null && (bus.alone || !bus.endpoint.equals(endpoint)) && !bus.lasting()) {
            buses.remove(endpoint.bus());
            end(bus.worker);
        }
        return lend(endpoint, user);
    }

    /** @throws BusTakenException if somebody has the bus alone, or speaks on it in another way for a while */
    public synchronized Loan borrow(Endpoint endpoint, User user) throws BusTakenException {
        Bus bus = buses.get(endpoint.bus());
        if (bus != null && (bus.alone || !bus.endpoint.equals(endpoint)) && !bus.lasting()) {
            throw new BusTakenException("the bus is in use as " + bus.use() + ": wait for its end");
        }
        return lend(endpoint, user);
    }

    /** @throws BusTakenException if anybody uses the bus */
    public synchronized Loan alone(Endpoint.Serial line, User user) throws BusTakenException {
        Optional<String> use = use(line);
        if (use.isPresent()) {
            throw new BusTakenException("the line has to be free, and it is in use as " + use.get());
        }
        Bus bus = new Bus(line, true);
        buses.put(line.bus(), bus);
        return new Loan(bus, user);
    }

    /** As what and by whom a bus is used; empty for one that is free. */
    public synchronized Optional<String> use(Endpoint endpoint) {
        return Optional.ofNullable(buses.get(endpoint.bus())).map(Bus::use);
    }

    private Loan lend(Endpoint endpoint, User user) {
        return new Loan(buses.computeIfAbsent(endpoint.bus(), _ -> new Bus(endpoint, false)), user);
    }

    private synchronized void returned(Loan loan) {
        loan.bus.loans.remove(loan);
        if (loan.bus.loans.isEmpty() && buses.remove(loan.bus.endpoint.bus(), loan.bus)) {
            end(loan.bus.worker);
        }
    }

    /** Waits for the end even where the step that gives the bus back is called off: the next one must not be the second. */
    private static void end(BusWorker worker) {
        boolean interrupted = Thread.interrupted();
        worker.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** All that are used now. */
    public synchronized Map<Endpoint, BusWorker> all() {
        return buses.values().stream().collect(Collectors.toMap(bus -> bus.endpoint, bus -> bus.worker));
    }

    @Override
    public synchronized void close() {
        buses.values().forEach(bus -> end(bus.worker));
        buses.clear();
    }
}
