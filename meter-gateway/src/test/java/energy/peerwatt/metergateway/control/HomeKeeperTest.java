package energy.peerwatt.metergateway.control;

import static energy.peerwatt.messages.event.DispatchReported.State.ACCEPTED;
import static energy.peerwatt.messages.event.DispatchReported.State.APPLIED;
import static energy.peerwatt.messages.event.DispatchReported.State.EFFECTIVE;
import static energy.peerwatt.messages.event.DispatchReported.State.NOT_OBSERVED;
import static energy.peerwatt.messages.event.DispatchReported.State.REFUSED;
import static energy.peerwatt.messages.event.DispatchReported.State.RELEASED;
import static energy.peerwatt.messages.event.DispatchReported.State.RELEASE_FAILED;
import static energy.peerwatt.metergateway.control.ControlRig.END;
import static energy.peerwatt.metergateway.control.ControlRig.START;
import static energy.peerwatt.metergateway.control.ControlRig.TWO;
import static energy.peerwatt.metergateway.control.ControlRig.discharge;
import static energy.peerwatt.metergateway.control.ControlRig.order;
import static energy.peerwatt.metergateway.control.ControlRig.release;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.FakeDevice.Written;
import energy.peerwatt.metergateway.control.domain.ControlPoint;
import energy.peerwatt.metergateway.profile.domain.Control;
import energy.peerwatt.metergateway.support.HandClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeKeeperTest {
    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(TWO.toString());
    private final FakeDevice battery = new FakeDevice(clock);
    private ControlRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new ControlRig(folder, clock, battery);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private void killAndStart() throws Exception {
        rig.close();
        rig = new ControlRig(folder, clock, battery);
    }

    @Test
    void anOrderIsCarriedOutFromItsStartToItsEnd() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.minusSeconds(2));
        assertThat(battery.tape).isEmpty();
        assertThat(battery.isHeld()).isFalse();

        rig.until(START.plusSeconds(10));
        assertThat(battery.watts()).isEqualTo(1_800);
        assertThat(battery.tape)
                .containsExactly(
                        new Written(FakeDevice.REVERT, 300),
                        new Written(FakeDevice.RATE, 5_000),
                        new Written(FakeDevice.MODE, 2));

        rig.until(END.plusSeconds(60));
        assertThat(battery.isHeld()).isFalse();
        assertThat(battery.tape.getLast()).isEqualTo(new Written(FakeDevice.MODE, 0));
        List<DispatchReported> reports = rig.reports();
        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
        assertThat(rig.observed).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
        assertThat(reports.get(1).setPoint()).isEqualTo(Power.ofWatts(-1_800));
        assertThat(reports.get(2).observed()).isEqualTo(Power.ofWatts(-1_800));
        assertThat(reports.get(3).at()).isEqualTo(END);
        assertThat(reports).allMatch(report -> report.reason() == null);
    }

    @Test
    void itIsWrittenAgainBeforeTheDevicesTimerEndsIt() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        for (Instant now = TWO; now.isBefore(END); now = now.plusSeconds(2)) {
            rig.until(now);
            boolean within = !now.isBefore(START);
            assertThat(battery.watts()).as(now.toString()).isEqualTo(within ? 1_800 : 400);
        }
        for (int i = 1; i < battery.enabledAt.size(); i++) {
            Duration between = Duration.between(battery.enabledAt.get(i - 1), battery.enabledAt.get(i));
            assertThat(between).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(62));
        }
        assertThat(battery.enabledAt).hasSizeBetween(15, 18);
    }

    @Test
    void theTimerDoesNotOutlastTheOrderByMoreThanAMinute() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(END.minusSeconds(2));
        rig.close();

        clock.set(END.plusSeconds(60));
        assertThat(battery.isHeld()).as("nobody is there to release it").isFalse();
        rig = new ControlRig(folder, clock, battery);
    }

    @Test
    void itIsClampedToWhatTheDeviceCanDo() throws Exception {
        rig.receive(discharge(1, 1, 50_000, START, END));
        rig.until(START.plusSeconds(4));

        assertThat(battery.watts()).isEqualTo(3_600);
        assertThat(rig.reports().get(1).setPoint()).isEqualTo(Power.ofWatts(-3_600));
    }

    @Test
    void aBatteryThatDoesNotFollowIsReportedAndStillReleased() throws Exception {
        battery.lame = true;
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(END.plusSeconds(10));

        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, NOT_OBSERVED, RELEASED);
        DispatchReported verdict = rig.reports().get(2);
        assertThat(verdict.at()).isBetween(START.plusSeconds(60), START.plusSeconds(64));
        assertThat(verdict.observed()).isEqualTo(Power.ofWatts(-400));
        assertThat(verdict.reason()).isEqualTo("the battery gives 400 W of 1800 W after PT1M");
    }

    @Test
    void anOrphanIsReleasedAtTheNextStart() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(10));
        rig.close();
        battery.tape.clear();
        clock.set(END.plusSeconds(5));

        rig = new ControlRig(folder, clock, battery);
        rig.until(END.plusSeconds(8));

        assertThat(battery.tape).containsExactly(new Written(FakeDevice.MODE, 0));
        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
    }

    @Test
    void anOrderThatStillHoldsIsTakenOffAndAppliedAnew() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(60));
        battery.tape.clear();
        killAndStart();
        rig.until(START.plusSeconds(120));

        assertThat(battery.tape.getFirst()).isEqualTo(new Written(FakeDevice.MODE, 0));
        assertThat(battery.watts()).isEqualTo(1_800);
        rig.until(END);
        assertThat(battery.isHeld()).isFalse();
        assertThat(rig.states())
                .as("each state once per revision")
                .containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
    }

    @Test
    void killedAtAnyMomentItEndsReleasedAndTellsEachStateOnce() throws Exception {
        for (int second = 0; second < 1_000; second += 37) {
            Instant death = START.plusSeconds(second - 40);
            HandClock time = new HandClock(TWO.toString());
            FakeDevice device = new FakeDevice(time);
            Path state = folder.resolve("killed-" + second);
            java.nio.file.Files.createDirectories(state);
            try (ControlRig first = new ControlRig(state, time, device)) {
                first.receive(discharge(1, 1, 1_800, START, END));
                first.until(death);
            }
            time.set(death.plusSeconds(20));
            try (ControlRig next = new ControlRig(state, time, device)) {
                next.until(END.plusSeconds(120));
                assertThat(device.isHeld()).as("killed at " + death).isFalse();
                assertThat(next.states())
                        .as("killed at " + death)
                        .doesNotHaveDuplicates()
                        .startsWith(ACCEPTED)
                        .endsWith(RELEASED)
                        .contains(APPLIED);
            }
        }
    }

    @Test
    void aDeviceThatNeverAnswersIsNotCarriedOut() throws Exception {
        battery.silent = true;
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(END.plusSeconds(60));

        assertThat(rig.states()).containsExactly(ACCEPTED, REFUSED);
        assertThat(rig.reports().getLast().reason()).isEqualTo("no answer in time");
        assertThat(battery.tape).isEmpty();
    }

    @Test
    void aDeviceThatFallsSilentEndsByItsOwnTimer() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(END.minusSeconds(1));
        battery.silent = true;
        rig.until(END.plusSeconds(20));
        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE);

        rig.until(END.plusSeconds(400));
        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASE_FAILED);
        assertThat(rig.reports().getLast().reason()).isEqualTo("no answer in time");
        assertThat(battery.isHeld()).isFalse();

        battery.silent = false;
        rig.until(END.plusSeconds(600));
        assertThat(rig.states())
                .as("and it is said when it is back")
                .containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASE_FAILED, RELEASED);
        assertThat(rig.reports().getLast().reason()).isEqualTo("released late");
    }

    @Test
    void aWriteWithoutAnswerMayHaveArrivedAndIsReleased() throws Exception {
        battery.silentToWrites = true;
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(END.minusSeconds(2));
        battery.silentToWrites = false;
        battery.lame = true;
        clock.set(END);
        rig.until(END.plusSeconds(60));

        assertThat(battery.tape).containsExactly(new Written(FakeDevice.MODE, 0));
        assertThat(rig.states()).containsExactly(ACCEPTED, RELEASED);
        assertThat(rig.reports().getLast().reason())
                .isEqualTo("it was never on the device as ordered: no answer in time");
    }

    @Test
    void aHigherRevisionHoldsAndANewValueKeepsItsDistance() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(10));
        rig.receive(discharge(1, 2, 900, START, END.minusSeconds(300)));
        rig.until(START.plusSeconds(28));
        assertThat(battery.watts()).as("within the write interval").isEqualTo(1_800);
        rig.until(START.plusSeconds(34));
        assertThat(battery.watts()).isEqualTo(900);
        rig.until(END);

        assertThat(battery.isHeld()).isFalse();
        assertThat(rig.reports().stream()
                        .map(report -> report.revision() + " " + report.state())
                        .toList())
                .containsExactly(
                        "1 ACCEPTED",
                        "1 APPLIED",
                        "1 EFFECTIVE",
                        "2 ACCEPTED",
                        "2 APPLIED",
                        "2 EFFECTIVE",
                        "2 RELEASED");
    }

    @Test
    void aReleaseEndsItAtOnceAndBeforeItsStartNothingHappens() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(10));
        rig.receive(release(1, 2));
        rig.until(START.plusSeconds(12));
        assertThat(battery.isHeld()).isFalse();

        rig.receive(discharge(2, 1, 1_800, END, END.plusSeconds(900)));
        rig.receive(release(2, 2));
        battery.tape.clear();
        rig.until(END.plusSeconds(100));
        assertThat(battery.tape).isEmpty();
        assertThat(rig.states())
                .containsExactly(ACCEPTED, APPLIED, EFFECTIVE, ACCEPTED, RELEASED, ACCEPTED, ACCEPTED, RELEASED);
    }

    @Test
    void twoOrdersInARowHoldOneAfterTheOther() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.receive(discharge(2, 1, 900, END, END.plusSeconds(900)));
        rig.until(END.plusSeconds(30));
        assertThat(battery.watts()).isEqualTo(900);
        rig.until(END.plusSeconds(960));
        assertThat(battery.isHeld()).isFalse();
        assertThat(rig.states())
                .containsExactly(ACCEPTED, ACCEPTED, APPLIED, EFFECTIVE, RELEASED, APPLIED, EFFECTIVE, RELEASED);
    }

    @Test
    void aLimitAndABatteryOrderHoldTogetherAndEachEndsByItself() throws Exception {
        rig.close();
        FakeDevice roof = new FakeDevice(clock);
        roof.kind = Control.Kind.GENERATION_LIMIT;
        Map<DispatchKind, ControlPoint> both =
                Map.of(DispatchKind.CURTAIL, roof, DispatchKind.BATTERY_DISCHARGE, battery);
        rig = new ControlRig(folder, clock, both, _ -> Optional.empty());
        rig.receive(order(DispatchKind.CURTAIL, 1, 1, 2_700, START, END));
        rig.receive(discharge(2, 1, 1_800, START, END.plusSeconds(300)));
        rig.receive(discharge(3, 1, 900, END.plusSeconds(300), END.plusSeconds(600)));
        rig.until(START.plusSeconds(10));
        assertThat(roof.watts()).isEqualTo(2_700);
        assertThat(battery.watts()).isEqualTo(1_800);

        rig.close();
        rig = new ControlRig(folder, clock, both, _ -> Optional.empty());
        rig.until(START.plusSeconds(60));
        assertThat(roof.watts()).as("both are applied anew").isEqualTo(2_700);
        assertThat(battery.watts()).isEqualTo(1_800);

        rig.until(END.plusSeconds(10));
        assertThat(roof.isHeld()).isFalse();
        assertThat(battery.watts()).isEqualTo(1_800);
        rig.until(END.plusSeconds(310));
        assertThat(battery.watts()).as("one after the other").isEqualTo(900);
        rig.until(END.plusSeconds(610));
        assertThat(battery.isHeld()).isFalse();
        assertThat(rig.states()).filteredOn(RELEASED::equals).hasSize(3);
    }

    @Test
    void anInverterWithoutModel124IsRefusedWhenItSaysSo() throws Exception {
        battery.able = false;
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(2));

        assertThat(rig.states()).containsExactly(ACCEPTED, REFUSED);
        assertThat(rig.reports().getLast().reason()).contains("model 124");
    }
}
