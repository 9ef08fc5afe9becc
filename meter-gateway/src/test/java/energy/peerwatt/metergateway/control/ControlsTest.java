package energy.peerwatt.metergateway.control;

import static energy.peerwatt.messages.event.DispatchReported.State.ACCEPTED;
import static energy.peerwatt.messages.event.DispatchReported.State.REFUSED;
import static energy.peerwatt.messages.event.DispatchReported.State.RELEASED;
import static energy.peerwatt.metergateway.control.ControlRig.END;
import static energy.peerwatt.metergateway.control.ControlRig.METER;
import static energy.peerwatt.metergateway.control.ControlRig.START;
import static energy.peerwatt.metergateway.control.ControlRig.discharge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.DispatchRequested;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.domain.ControlPoint;
import energy.peerwatt.metergateway.control.domain.Dispatch;
import energy.peerwatt.metergateway.control.domain.RegisterValue;
import energy.peerwatt.metergateway.control.domain.WriteLedger;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.outbox.OutgoingEvent;
import energy.peerwatt.metergateway.outbox.SegmentLog;
import energy.peerwatt.metergateway.support.HandClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inverters that come into service and go, while the gateway runs. */
class ControlsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Device.Inverter ONE = new Device.Inverter(new Endpoint.Tcp("127.0.0.1", 1502), 1);
    private static final Device.Inverter ANOTHER = new Device.Inverter(new Endpoint.Tcp("127.0.0.1", 1502), 2);
    private static final Set<MeterId> HERE = Set.of(METER);

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(START.toString());
    private final FakeDevice battery = new FakeDevice(clock);
    private final AtomicInteger lent = new AtomicInteger();
    private ControlJournal journal;
    private Controls controls;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(
                folder.resolve("key.json"),
                Json.mapper().writeValueAsString(P256.Point.of(ControlRig.GRID.getPublic())));
        start(Controls.Inverters.NONE);
    }

    private void start(Controls.Inverters inverters) throws Exception {
        journal = ControlJournal.open(folder.resolve("dispatches"), clock, () -> {});
        controls = Controls.start(
                new Controls.Setup(
                        ControlRig.GATEWAY,
                        Optional.of(folder.resolve("key.json")),
                        _ -> Optional.empty(),
                        (_, _) -> {
                            lent.incrementAndGet();
                            return new Controls.Equipment(
                                    Map.of(DispatchKind.BATTERY_DISCHARGE, new Guarded()), lent::decrementAndGet);
                        },
                        ControlRig.LIMITS,
                        Duration.ofMillis(20),
                        new ControlObserver() {
                            @Override
                            public void reported(DispatchReported.State state) {}

                            @Override
                            public void written(MeterId meter, int register, Supplier<WriteLedger.Left> budget) {}
                        }),
                inverters,
                journal,
                clock);
    }

    @AfterEach
    void stop() throws Exception {
        controls.close();
        journal.close();
    }

    /** The keeper's thread and the test's look at one device. */
    private final class Guarded implements ControlPoint {
        @Override
        public Reply read() {
            synchronized (battery) {
                return battery.read();
            }
        }

        @Override
        public Optional<String> write(List<RegisterValue> writes) {
            synchronized (battery) {
                return battery.write(writes);
            }
        }

        @Override
        public Optional<Power> measured() {
            synchronized (battery) {
                return battery.measured();
            }
        }
    }

    private boolean isHeld() {
        synchronized (battery) {
            return battery.isHeld();
        }
    }

    @Test
    void anInverterObeysAsSoonAsItIsThereAndIsFreeBeforeItGoes() throws Exception {
        receive(discharge(1, 1, 1_800, START, END));
        DispatchOrder later = discharge(2, 1, 1_800, END, END.plusSeconds(600));
        receive(later);
        controls.follow(inService(ONE), HERE);
        await().atMost(LONG).until(() -> isHeld() && isEffective());

        assertThat(controls.release(METER)).isEmpty();

        assertThat(isHeld()).isFalse();
        assertThat(states(1)).endsWith(RELEASED);
        assertThat(reports(1).getLast().reason()).isEqualTo("the inverter was taken out of service");
        assertThat(states(2)).containsExactly(ACCEPTED, REFUSED);
        receive(discharge(3, 1, 1_800, START, END));
        assertThat(reports(3)).singleElement().satisfies(report -> {
            assertThat(report.state()).isEqualTo(REFUSED);
            assertThat(report.reason()).endsWith("is going out of service");
        });
        controls.follow(new Controls.Inverters(Map.of(), Map.of(METER, ONE)), HERE);
        assertThat(lent).hasValue(0);

        controls.follow(inService(ONE), HERE);
        clock.set(START.plusSeconds(60));
        receive(discharge(4, 1, 1_800, START, END));
        await().atMost(LONG).until(this::isHeld);
        assertThat(lent).hasValue(1);
    }

    @Test
    void anotherHomesStepsDoNotBringBackWhatIsGoing() throws Exception {
        controls.follow(inService(ONE), HERE);
        receive(discharge(1, 1, 1_800, START, END));
        await().atMost(LONG).until(this::isHeld);
        assertThat(controls.release(METER)).isEmpty();

        controls.follow(inService(ONE), Set.of());
        receive(discharge(2, 1, 1_800, START, END));
        assertThat(states(2)).containsExactly(REFUSED);

        // The step that was to take it out was called off.
        controls.follow(inService(ONE), HERE);
        clock.set(START.plusSeconds(60));
        receive(discharge(3, 1, 1_800, START, END));
        await().atMost(LONG).until(this::isHeld);
    }

    @Test
    void oneThatDoesNotAnswerIsNamedAndTriedOn() throws Exception {
        controls.follow(inService(ONE), HERE);
        receive(discharge(1, 1, 1_800, START, END));
        await().atMost(LONG).until(() -> isHeld() && isEffective());
        synchronized (battery) {
            battery.silent = true;
        }

        assertThat(controls.release(METER))
                .get()
                .asString()
                .contains("has not confirmed", "BATTERY_DISCHARGE of 1800 W");
        controls.follow(new Controls.Inverters(Map.of(), Map.of(METER, ONE)), HERE);
        assertThat(lent).hasValue(1);
        synchronized (battery) {
            battery.silent = false;
        }
        clock.set(START.plusSeconds(60));
        await().atMost(LONG).until(() -> !isHeld());
        await().atMost(LONG).until(() -> states(1).contains(RELEASED));
    }

    @Test
    void whatAnEarlierProcessLeftOnOneThatIsGoneIsTakenOff() throws Exception {
        controls.follow(inService(ONE), HERE);
        receive(discharge(1, 1, 1_800, START, END));
        await().atMost(LONG).until(() -> isHeld() && isEffective());
        stop();
        assertThat(isHeld()).isTrue();

        start(new Controls.Inverters(Map.of(), Map.of(METER, ONE)));

        await().atMost(LONG).until(() -> !isHeld() && states(1).contains(RELEASED));
    }

    @Test
    void anotherInverterOfTheHomeGetsAKeeperOfItsOwn() throws Exception {
        controls.follow(inService(ONE), HERE);
        controls.follow(inService(ONE), HERE);
        assertThat(lent).hasValue(1);
        controls.follow(inService(ANOTHER), HERE);
        assertThat(lent).hasValue(1);
        receive(discharge(1, 1, 1_800, START, END));
        await().atMost(LONG).until(this::isHeld);
    }

    private static Controls.Inverters inService(Device.Inverter inverter) {
        return new Controls.Inverters(Map.of(METER, inverter), Map.of());
    }

    private boolean isEffective() {
        return controls.book().of(METER).stream().anyMatch(it -> it.stage() == Dispatch.Stage.EFFECTIVE);
    }

    private void receive(DispatchOrder order) throws Exception {
        controls.desk().receive(DispatchRequested.signed(order, ControlRig.GRID.getPrivate()));
    }

    private List<DispatchReported.State> states(int number) throws Exception {
        return reports(number).stream().map(DispatchReported::state).toList();
    }

    private List<DispatchReported> reports(int number) throws Exception {
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
        return reports.stream()
                .filter(report -> report.dispatch()
                        .equals(discharge(number, 1, 1, START, END).dispatch()))
                .toList();
    }
}
