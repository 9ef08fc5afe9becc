package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.DispatchReported.State;
import energy.peerwatt.messages.event.DispatchRequested;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.domain.Admission;
import energy.peerwatt.metergateway.control.domain.ControlLimits;
import energy.peerwatt.metergateway.control.domain.ControlPoint;
import energy.peerwatt.metergateway.control.domain.WriteBudget;
import energy.peerwatt.metergateway.control.domain.WriteLedger;
import energy.peerwatt.metergateway.outbox.OutgoingEvent;
import energy.peerwatt.metergateway.outbox.SegmentLog;
import energy.peerwatt.metergateway.profile.domain.Control;
import energy.peerwatt.metergateway.support.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Desk, journal and keeper of one home, on a clock that is turned by hand. Closing it is the death of the process. */
final class ControlRig implements AutoCloseable {
    static final GatewayId GATEWAY = new GatewayId(new UUID(9, 9));
    static final MeterId METER = new MeterId(new UUID(2, 1));
    /** In the night, when a battery has the inverter to itself. */
    static final Instant TWO = Instant.parse("2026-06-15T02:00:00Z");

    static final Instant START = TWO.plusSeconds(900);
    static final Instant END = START.plusSeconds(900);
    static final ControlLimits LIMITS = new ControlLimits(
            Duration.ofHours(4),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Map.of(
                    Control.Persistence.RAM,
                    new WriteBudget(720, 8_640),
                    Control.Persistence.UNKNOWN,
                    new WriteBudget(12, 96),
                    Control.Persistence.FLASH,
                    new WriteBudget(6, 24)));
    /** Small, so that tests meet more than one. */
    private static final long SEGMENT_BYTES = 512 * 1024;

    static final KeyPair GRID = keys();

    final List<State> observed = new ArrayList<>();
    final Map<Integer, Supplier<WriteLedger.Left>> left = new HashMap<>();
    final ControlJournal journal;
    final DispatchDesk desk;
    private final Path folder;
    private final HandClock clock;
    private final HomeKeeper keeper;

    /** A device that is asked for whatever comes. */
    ControlRig(Path folder, HandClock clock, ControlPoint device) throws IOException {
        this(folder, clock, all(device), _ -> Optional.empty());
    }

    ControlRig(
            Path folder,
            HandClock clock,
            Map<DispatchKind, ControlPoint> devices,
            Function<DispatchOrder, Optional<String>> misfit)
            throws IOException {
        this.folder = folder;
        this.clock = clock;
        Path key = folder.resolve("dispatch-key.json");
        if (!Files.exists(key)) {
            Files.writeString(key, Json.mapper().writeValueAsString(P256.Point.of(GRID.getPublic())));
        }
        this.journal = ControlJournal.open(folder.resolve("dispatches"), SEGMENT_BYTES, clock, () -> {});
        StepRecorder recorder = new StepRecorder(GATEWAY, journal, clock, new ControlObserver() {
            @Override
            public void reported(State state) {
                observed.add(state);
            }

            @Override
            public void written(MeterId meter, int register, Supplier<WriteLedger.Left> budget) {
                left.put(register, budget);
            }
        });
        this.desk = new DispatchDesk(
                new Admission(
                        GATEWAY,
                        order -> order.meter().equals(METER)
                                ? misfit.apply(order)
                                : Optional.of("this gateway does not read meter " + order.meter()),
                        LIMITS.longestWindow()),
                new DispatchKeyFile(Optional.of(key)),
                journal,
                recorder,
                clock);
        this.keeper = new HomeKeeper(METER, Controls.talks(devices, LIMITS), journal.book(), recorder, clock, LIMITS);
    }

    private static Map<DispatchKind, ControlPoint> all(ControlPoint device) {
        Map<DispatchKind, ControlPoint> devices = new EnumMap<>(DispatchKind.class);
        for (DispatchKind kind : DispatchKind.values()) {
            if (kind != DispatchKind.RELEASE) {
                devices.put(kind, device);
            }
        }
        return devices;
    }

    Path key() {
        return folder.resolve("dispatch-key.json");
    }

    void receive(DispatchOrder order) throws Exception {
        desk.receive(DispatchRequested.signed(order, GRID.getPrivate()));
    }

    /** Lives from now to an instant, looking every two seconds. */
    void until(Instant instant) throws Exception {
        for (Instant now = clock.instant(); now.isBefore(instant); now = now.plusSeconds(2)) {
            clock.set(now);
            keeper.look();
        }
        clock.set(instant);
        keeper.look();
    }

    /** What others hear, in order. */
    List<DispatchReported> reports() throws IOException {
        List<DispatchReported> reports = new ArrayList<>();
        SegmentLog.Reader reader = journal.log().reader(0);
        for (List<SegmentLog.Numbered> records = reader.next(100); !records.isEmpty(); records = reader.next(100)) {
            for (SegmentLog.Numbered numbered : records) {
                Optional<OutgoingEvent> event = OutgoingEvent.of(numbered.record());
                if (event.isPresent()) {
                    reports.add(Json.mapper().readValue(event.get().json(), DispatchReported.class));
                }
            }
        }
        return reports;
    }

    List<State> states() throws IOException {
        return reports().stream().map(DispatchReported::state).toList();
    }

    static DispatchOrder discharge(int number, int revision, long watts, Instant start, Instant end) {
        return order(DispatchKind.BATTERY_DISCHARGE, number, revision, watts, start, end);
    }

    static DispatchOrder order(DispatchKind kind, int number, int revision, long watts, Instant start, Instant end) {
        return new DispatchOrder(
                new DispatchId(new UUID(7, number)),
                revision,
                new GridEventId(new UUID(8, 1)),
                GATEWAY,
                METER,
                kind,
                Power.ofWatts(watts),
                start,
                end);
    }

    static DispatchOrder release(int number, int revision) {
        return new DispatchOrder(
                new DispatchId(new UUID(7, number)),
                revision,
                new GridEventId(new UUID(8, 1)),
                GATEWAY,
                METER,
                DispatchKind.RELEASE,
                Power.ofWatts(0),
                START,
                END);
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
