package energy.peerwatt.metergateway.control;

import static energy.peerwatt.messages.event.DispatchReported.State.ACCEPTED;
import static energy.peerwatt.messages.event.DispatchReported.State.REFUSED;
import static energy.peerwatt.metergateway.control.ControlRig.END;
import static energy.peerwatt.metergateway.control.ControlRig.GRID;
import static energy.peerwatt.metergateway.control.ControlRig.START;
import static energy.peerwatt.metergateway.control.ControlRig.TWO;
import static energy.peerwatt.metergateway.control.ControlRig.discharge;
import static energy.peerwatt.metergateway.control.ControlRig.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.DispatchRequested;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.support.HandClock;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatchDeskTest {
    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(TWO.toString());
    private ControlRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new ControlRig(folder, clock, new FakeDevice(clock));
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void aSignedOrderIsAcceptedOnceHoweverOftenItComes() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.receive(discharge(1, 1, 1_800, START, END));
        restart();
        rig.receive(discharge(1, 1, 1_800, START, END));

        assertThat(rig.states()).containsExactly(ACCEPTED);
    }

    @Test
    void aForgedSignatureIsRefusedAndDoesNotBlockTheTrueOrder() throws Exception {
        DispatchOrder order = discharge(1, 1, 1_800, START, END);
        KeyPair stranger = ControlRig.keys();
        rig.desk.receive(DispatchRequested.signed(order, stranger.getPrivate()));
        assertThat(last().reason()).isEqualTo("its signature is not the grid service's");

        rig.receive(order);
        assertThat(rig.states()).containsExactly(REFUSED, ACCEPTED);
        assertThatThrownBy(() -> rig.desk.receive(
                        DispatchRequested.signed(discharge(1, 2, 3_600, START, END), stranger.getPrivate())))
                .as("an answer would look like one to the true order")
                .isInstanceOf(DispatchDesk.DistrustedException.class);
        assertThat(rig.states()).hasSize(2);
    }

    @Test
    void withoutAKeyEverythingIsRefusedAndAKeyThatComesLaterCounts() throws Exception {
        String key = Files.readString(rig.key());
        Files.delete(rig.key());
        rig.receive(discharge(1, 1, 1_800, START, END));
        assertThat(last().reason()).isEqualTo("the key file of the grid service is not there");
        Files.writeString(rig.key(), "{\"x\": 7}");
        rig.receive(discharge(2, 1, 1_800, START, END));
        assertThat(last().reason()).isEqualTo("the key file of the grid service holds no key");

        Files.writeString(rig.key(), key);
        rig.receive(discharge(3, 1, 1_800, START, END));
        assertThat(last().state()).isEqualTo(ACCEPTED);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws Exception {
        DispatchOrder order = discharge(1, 1, 1_800, TWO.minus(Duration.ofHours(5)), TWO);
        GatewayId other = new GatewayId(new UUID(3, 3));
        rig.receive(new DispatchOrder(
                order.dispatch(),
                1,
                order.event(),
                other,
                new MeterId(new UUID(4, 4)),
                order.kind(),
                order.power(),
                order.start(),
                order.end()));

        assertThat(last().state()).isEqualTo(REFUSED);
        assertThat(last().reason())
                .contains("it is for gateway " + other)
                .contains("this gateway does not read meter")
                .contains("it was over at " + TWO)
                .contains("it would hold the device for PT5H, allowed are PT4H");
    }

    @Test
    void aRevisionThatIsNotHigherIsRefused() throws Exception {
        rig.receive(discharge(1, 2, 1_800, START, END));
        rig.receive(discharge(1, 1, 900, START, END));
        assertThat(last().reason()).isEqualTo("revision 1 is not above 2, which was accepted");
        rig.receive(discharge(1, 2, 900, START, END));
        assertThat(last().reason()).isEqualTo("revision 2 is not above 2, which was accepted");

        assertThat(rig.journal.book().find(discharge(1, 2, 1_800, START, END).dispatch()))
                .hasValueSatisfying(
                        dispatch -> assertThat(dispatch.order().power().watts()).isEqualTo(1_800));
    }

    @Test
    void aDeviceBelongsToOneOrderAtATime() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.receive(discharge(2, 1, 1_800, END.minusSeconds(1), END.plusSeconds(900)));
        assertThat(last().reason()).contains("has the device from " + START);
        rig.receive(discharge(3, 1, 1_800, END, END.plusSeconds(900)));
        assertThat(last().state()).isEqualTo(ACCEPTED);
    }

    @Test
    void aBatteryAndALimitOfTheOutputShareADeviceUnlessTheyContradictEachOther() throws Exception {
        rig.receive(order(DispatchKind.CURTAIL, 1, 1, 1_500, START, END));
        rig.receive(order(DispatchKind.EXPORT_LIMIT, 2, 1, 500, START, END));
        assertThat(last().reason()).contains("has the device from " + START);
        rig.receive(discharge(3, 1, 1_501, START, END));
        assertThat(last().reason())
                .contains("is CURTAIL of 1500 W from " + START)
                .contains("with which BATTERY_DISCHARGE of 1501 W cannot be");
        rig.receive(discharge(4, 1, 1_500, START, END));
        assertThat(last().state()).isEqualTo(ACCEPTED);
        rig.receive(order(DispatchKind.CURTAIL, 1, 2, 1_499, START, END));
        assertThat(last().reason())
                .as("nor does a revision come in by the back door")
                .contains("is BATTERY_DISCHARGE of 1500 W from " + START)
                .contains("with which CURTAIL of 1499 W cannot be");
        rig.receive(order(DispatchKind.BATTERY_CHARGE, 5, 1, 3_000, END, END.plusSeconds(900)));
        assertThat(last().state()).isEqualTo(ACCEPTED);
        rig.receive(order(DispatchKind.CURTAIL, 6, 1, 0, END, END.plusSeconds(900)));
        assertThat(last().state()).as("what is charged does not go out").isEqualTo(ACCEPTED);
    }

    @Test
    void aHomeWithoutABatteryIsRefused() throws Exception {
        rig.close();
        rig = new ControlRig(folder, clock, Map.of(), _ -> Optional.of("the inverter has no SunSpec model 124"));
        rig.receive(discharge(1, 1, 1_800, START, END));
        assertThat(last().reason()).contains("has no SunSpec model 124");
    }

    @Test
    void whatIsNoOrderIsNoOrder() {
        assertThatThrownBy(() -> rig.desk.receive(new DispatchRequested("AAAA", "AAAA")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTornTailOfTheJournalIsCutOffAndTheRestHolds() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.receive(discharge(2, 1, 1_800, END, END.plusSeconds(900)));
        rig.close();
        Path segment;
        try (Stream<Path> files = Files.list(folder.resolve("dispatches"))) {
            segment = files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(file.length() - 7);
        }
        rig = new ControlRig(folder, clock, new FakeDevice(clock));

        assertThat(rig.states()).containsExactly(ACCEPTED);
        rig.desk.receive(
                DispatchRequested.signed(discharge(2, 1, 1_800, END, END.plusSeconds(900)), GRID.getPrivate()));
        assertThat(rig.states()).as("what was not acknowledged comes again").containsExactly(ACCEPTED, ACCEPTED);
    }

    private DispatchReported last() throws Exception {
        List<DispatchReported> reports = rig.reports();
        return reports.getLast();
    }

    private void restart() throws Exception {
        rig.close();
        rig = new ControlRig(folder, clock, new FakeDevice(clock));
    }
}
