package energy.peerwatt.metergateway.reading;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.outbox.Outbox;
import energy.peerwatt.metergateway.reading.domain.Farewell;
import energy.peerwatt.metergateway.reading.domain.Registers;
import energy.peerwatt.metergateway.seal.domain.SealChain;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What happens at a slot boundary: all meters are read at once, those that answer in time come under one seal together
 * with what they still owe for boundaries they missed, and the seal goes to the log before anything else hears of it.
 */
public final class BoundaryReader implements BoundaryLoop.Boundaries {
    private static final Logger LOG = Logger.getLogger(BoundaryReader.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(200);
    /** Keeps an event below a megabyte, the broker's usual limit. */
    private static final int MOST_READINGS = 5000;

    private final Supplier<Attendance> attendance;
    private final GatewayState state;
    private final Outbox outbox;
    private final TelemetryHistory history;
    private final SealChain.Signer signer;
    private final Duration slot;
    private final Duration deadline;

    /** For meters that stay the same. */
    public BoundaryReader(
            List<Meter> meters,
            GatewayState state,
            Outbox outbox,
            SealChain.Signer signer,
            Duration slot,
            Duration deadline) {
        this(() -> new Attendance(meters, List.of()), state, outbox, signer, slot, deadline);
    }

    /**
     * @param attendance whose turn it is; asked once for a boundary, before it is read
     * @param deadline how long a meter may take, with retries, in real time; whoever is later is missing
     */
    public BoundaryReader(
            Supplier<Attendance> attendance,
            GatewayState state,
            Outbox outbox,
            SealChain.Signer signer,
            Duration slot,
            Duration deadline) {
        this.attendance = attendance;
        this.state = state;
        this.outbox = outbox;
        this.history = new TelemetryHistory(outbox.telemetryLog());
        this.signer = signer;
        this.slot = slot;
        this.deadline = deadline;
    }

    @Override
    public boolean allAnswer() {
        return attendance.get().meters().stream().allMatch(meter -> meter.condition() == Meter.Condition.GOOD);
    }

    @Override
    public Optional<ReadingsSealed> readIfAllAnswer(Instant boundary) throws InterruptedException, IOException {
        Attendance now = attendance.get();
        List<Meter> all = now.meters();
        Map<MeterId, Meter.Believed> believed = readAll(all);
        if (believed.size() < all.size()) {
            LOG.infof("the first seal, of %s, waits: %d of %d meters answer", boundary, believed.size(), all.size());
            return Optional.empty();
        }
        return seal(boundary, now, believed);
    }

    @Override
    public Optional<ReadingsSealed> read(Instant boundary) throws InterruptedException, IOException {
        Attendance now = attendance.get();
        return seal(boundary, now, readAll(now.meters()));
    }

    private Optional<ReadingsSealed> seal(Instant boundary, Attendance now, Map<MeterId, Meter.Believed> believed)
            throws IOException {
        List<IntervalReading> readings = readings(boundary, now, believed);
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        ReadingsSealed event = state.chain().seal(boundary, readings, signer);
        outbox.sealed(event, state::apply);
        LOG.infof(
                "sealed boundary %s: %d readings of %d of %d meters",
                boundary, readings.size(), believed.size(), now.meters().size());
        return Optional.of(event);
    }

    private List<IntervalReading> readings(Instant boundary, Attendance now, Map<MeterId, Meter.Believed> believed)
            throws IOException {
        List<Meter> all = now.meters();
        Map<MeterId, Instant> gaps = new HashMap<>();
        for (Meter meter : all) {
            List<Instant> missed = meter.chain().missedBefore(boundary, slot);
            if (believed.containsKey(meter.id()) && !missed.isEmpty()) {
                gaps.put(meter.id(), missed.getFirst().minus(slot));
            }
        }
        List<Farewell> leaving = now.farewells().stream()
                .filter(farewell -> !owed(farewell, boundary).isEmpty())
                .toList();
        leaving.forEach(farewell ->
                gaps.put(farewell.meter(), owed(farewell, boundary).getFirst().minus(slot)));
        Map<MeterId, List<Registers>> telemetry = history.since(gaps);
        int most = Math.max(1, MOST_READINGS / Math.max(1, all.size()));
        List<IntervalReading> readings = new ArrayList<>();
        for (Meter meter : all) {
            Meter.Believed read = believed.get(meter.id());
            if (read != null) {
                readings.addAll(meter.chain()
                        .upTo(
                                boundary,
                                meter.rules(slot),
                                read.accepted(),
                                telemetry.getOrDefault(meter.id(), List.of()),
                                most));
            }
        }
        for (Farewell farewell : leaving) {
            List<Instant> owed = owed(farewell, boundary);
            readings.addAll(farewell.readings(
                    state.last(farewell.meter()).orElseThrow(),
                    owed.subList(0, Math.min(most, owed.size())),
                    slot,
                    telemetry.getOrDefault(farewell.meter(), List.of())));
        }
        return readings;
    }

    private List<Instant> owed(Farewell farewell, Instant boundary) {
        return farewell.owed(state.last(farewell.meter()), boundary, slot);
    }

    private Map<MeterId, Meter.Believed> readAll(List<Meter> all) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + deadline.toNanos();
        Map<MeterId, Meter.Believed> believed = new TreeMap<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Meter, Future<Optional<Meter.Believed>>> reads = new LinkedHashMap<>();
            for (Meter meter : all) {
                reads.put(meter, each.submit(() -> untilAnswered(meter, deadlineNanos)));
            }
            for (Map.Entry<Meter, Future<Optional<Meter.Believed>>> read : reads.entrySet()) {
                answer(read.getKey(), read.getValue())
                        .ifPresent(value -> believed.put(read.getKey().id(), value));
            }
        }
        return believed;
    }

    /** Whatever goes wrong with one meter, the others are sealed. */
    private static Optional<Meter.Believed> answer(Meter meter, Future<Optional<Meter.Believed>> read)
            throws InterruptedException {
        try {
            return read.get();
        } catch (ExecutionException e) {
            LOG.errorf(
                    e.getCause(),
                    "meter %s could not be read at the boundary",
                    meter.device().name());
            return Optional.empty();
        }
    }

    private Optional<Meter.Believed> untilAnswered(Meter meter, long deadlineNanos)
            throws InterruptedException, IOException {
        while (true) {
            Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
            if (!left.isPositive()) {
                return Optional.empty();
            }
            Optional<Meter.Believed> read = meter.readAtBoundary(left, left);
            if (read.isPresent() || !worthAskingAgain(meter.condition())) {
                return read;
            }
            Thread.sleep(BETWEEN_ATTEMPTS);
        }
    }

    /** A meter whose counters are doubted is not asked again at once: the same fault would only be seen again. */
    private static boolean worthAskingAgain(Meter.Condition condition) {
        return switch (condition) {
            case UNSEEN, GOOD, SILENT -> true;
            case SUSPECT, IDENTITY_MISMATCH -> false;
        };
    }
}
