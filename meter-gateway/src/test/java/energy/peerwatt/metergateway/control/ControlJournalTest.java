package energy.peerwatt.metergateway.control;

import static energy.peerwatt.metergateway.control.ControlRig.TWO;
import static energy.peerwatt.metergateway.control.ControlRig.discharge;
import static energy.peerwatt.metergateway.control.ControlRig.release;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.metergateway.control.domain.Dispatch;
import energy.peerwatt.metergateway.control.domain.DispatchBook;
import energy.peerwatt.metergateway.control.domain.JournalEntry;
import energy.peerwatt.metergateway.control.domain.SetPoint;
import energy.peerwatt.metergateway.control.domain.WriteLedger;
import energy.peerwatt.metergateway.support.HandClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlJournalTest {
    private static final int ORDERS = 400;
    private static final Duration LENGTH = Duration.ofMinutes(15);

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(TWO.toString());

    @Test
    void overManySegmentsNothingIsForgottenThatMatters() throws Exception {
        FakeDevice battery = new FakeDevice(clock);
        DispatchOrder first = order(0);
        DispatchOrder held = order(1);
        try (ControlRig rig = new ControlRig(folder, clock, battery)) {
            rig.receive(first);
            rig.until(first.end());
            for (int i = 2; i < ORDERS; i++) {
                rig.receive(order(i));
                rig.receive(release(i, 2));
                rig.until(clock.instant());
            }
            rig.receive(held);
            rig.until(held.start().plusSeconds(30));
            assertThat(rig.journal.log().segmentStarts()).hasSizeGreaterThan(1);
        }
        try (ControlRig rig = new ControlRig(folder, clock, battery)) {
            int before = rig.states().size();
            assertThat(stage(rig, first)).isEqualTo(Dispatch.Stage.RELEASED);
            assertThat(stage(rig, held)).isEqualTo(Dispatch.Stage.EFFECTIVE);
            rig.receive(first);
            rig.receive(held);
            for (int i = 2; i < ORDERS; i += 50) {
                rig.receive(release(i, 2));
            }
            assertThat(rig.states()).as("copies have no effect").hasSize(before);
            rig.until(held.end().minusSeconds(30));
            assertThat(battery.watts()).isEqualTo(1_800);
        }
    }

    @Test
    void whatAnEarlierGatewayWroteIsRead() throws Exception {
        String order = JournalEntry.text(order(0));
        JournalEntry intent = Json.mapper().readValue("""
                        {"step": "INTENT", "order": "%s", "at": "2026-06-15T02:00:00Z",
                         "setPoint": {"watts": 1800, "rate": 5000, "reversionSeconds": 300}}""".formatted(order), JournalEntry.class);
        DispatchBook book = new DispatchBook();
        book.apply(new JournalEntry(JournalEntry.Step.ACCEPTED, order, TWO, null, null, null));
        book.apply(intent);

        assertThat(book.find(order(0).dispatch()).orElseThrow().onDevice())
                .isEqualTo(new Dispatch.OnDevice(order(0), new SetPoint(1_800, 5_000, 300), null));
    }

    @Test
    void writesAreCountedOnceHoweverManySegmentsAndRestartsThereAre() throws Exception {
        FakeDevice battery = new FakeDevice(clock);
        int restarts = 6;
        for (int i = 0; i < restarts; i++) {
            try (ControlRig rig = new ControlRig(folder, clock, battery)) {
                if (i == 0) {
                    rig.receive(order(0));
                }
                rig.until(order(0).start().plusSeconds(i * 60L));
                for (int other = 1; other < ORDERS / 3; other++) {
                    rig.receive(order(1_000 * (i + 1) + other));
                    rig.receive(release(1_000 * (i + 1) + other, 2));
                }
                rig.until(clock.instant());
            }
        }
        try (ControlRig rig = new ControlRig(folder, clock, battery)) {
            long written = battery.tape.stream()
                    .filter(write -> write.register() == FakeDevice.MODE)
                    .count();
            assertThat(rig.journal.log().segmentStarts()).hasSizeGreaterThan(1);
            assertThat(rig.journal.book().writes().spent(ControlRig.METER, clock.instant()))
                    .contains(new WriteLedger.Spent(FakeDevice.MODE, (int) written, (int) written));
        }
    }

    private static Dispatch.Stage stage(ControlRig rig, DispatchOrder order) {
        return rig.journal.book().find(order.dispatch()).orElseThrow().stage();
    }

    private static DispatchOrder order(int number) {
        Instant start = TWO.plus(LENGTH.multipliedBy(number + 1L));
        return discharge(number, 1, 1_800, start, start.plus(LENGTH));
    }
}
