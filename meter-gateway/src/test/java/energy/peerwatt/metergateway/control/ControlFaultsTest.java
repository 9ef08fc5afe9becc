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
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.control.FakeDevice.Written;
import energy.peerwatt.metergateway.control.domain.WriteLedger;
import energy.peerwatt.metergateway.profile.domain.Control;
import energy.peerwatt.metergateway.support.HandClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lost acknowledgements, restarts of device and gateway, exchanged devices, worn memory, clocks that jump. */
class ControlFaultsTest {
    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(TWO.toString());
    private final FakeDevice device = new FakeDevice(clock);
    private ControlRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new ControlRig(folder, clock, device);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private void killAndStart() throws Exception {
        rig.close();
        rig = new ControlRig(folder, clock, device);
    }

    @ParameterizedTest
    @ValueSource(ints = {FakeDevice.REVERT, FakeDevice.RATE, FakeDevice.MODE})
    void aWriteWithoutAcknowledgementIsMadeAgainAndNeverCountsAsDone(int register) throws Exception {
        device.mute = register;
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START);
        assertThat(rig.states()).containsExactly(ACCEPTED);
        rig.until(START.plusSeconds(10));

        assertThat(device.watts()).isEqualTo(1_800);
        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE);
        rig.until(END.plusSeconds(2));
        assertThat(device.isHeld()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {FakeDevice.REVERT, FakeDevice.RATE, FakeDevice.MODE})
    void killedRightAfterAWriteTheNextProcessKnowsOfIt(int register) throws Exception {
        device.mute = register;
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START);
        clock.set(END.plusSeconds(1));
        killAndStart();
        rig.until(END.plusSeconds(4));

        assertThat(device.tape.getLast()).isEqualTo(new Written(FakeDevice.MODE, 0));
        assertThat(rig.states()).containsExactly(ACCEPTED, RELEASED);
    }

    @Test
    void aDeviceThatRestartsIsToldAgain() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(100));
        device.restart();
        assertThat(device.watts()).isEqualTo(400);
        rig.until(START.plusSeconds(162));

        assertThat(device.watts()).isEqualTo(1_800);
    }

    @Test
    void aDeviceWithoutATimerIsReadAndOnlyToldWhatItHasForgotten() throws Exception {
        device.withTimer = false;
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(300));
        assertThat(device.tape).hasSize(2);
        device.restart();
        rig.until(START.plusSeconds(362));

        assertThat(device.tape).hasSize(4);
        assertThat(device.watts()).isEqualTo(1_800);
    }

    @Test
    void aDeviceWithoutATimerIsHeldForAQuarterOfAnHourEvenAcrossRestarts() throws Exception {
        device.withTimer = false;
        Instant limit = START.plus(Duration.ofMinutes(15));
        rig.receive(discharge(1, 1, 1_800, START, START.plus(Duration.ofHours(1))));
        rig.until(START.plusSeconds(300));
        killAndStart();
        rig.until(limit.minusSeconds(2));
        assertThat(device.watts()).isEqualTo(1_800);
        rig.until(limit.plusSeconds(2));

        assertThat(device.isHeld()).isFalse();
        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
        assertThat(rig.reports().get(1).until()).as("shown to the owner").isEqualTo(limit);
        assertThat(rig.reports().getLast().reason()).contains("no reversion timer", "PT15M");
        rig.until(START.plus(Duration.ofMinutes(30)));
        assertThat(device.isHeld()).as("and not again").isFalse();
    }

    @Test
    void anotherDeviceInItsPlaceIsNotWrittenTo() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(10));
        device.restart();
        device.serial = "PW 2";
        device.tape.clear();
        rig.until(END.plusSeconds(400));

        assertThat(device.tape).isEmpty();
        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, NOT_OBSERVED, RELEASE_FAILED);
        assertThat(rig.reports().getLast().reason()).isEqualTo("the set-point is on PW 1, but PW 2 answers");
    }

    @Test
    void anExchangedDeviceIsKnownForOneAfterARestartToo() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(10));
        device.restart();
        device.serial = "PW 2";
        device.tape.clear();
        killAndStart();
        rig.until(START.plusSeconds(100));

        assertThat(device.tape).isEmpty();
    }

    @Test
    void aDeviceThatLetsGoWhileNobodyCanReachItIsReported() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(10));
        device.silent = true;
        rig.until(START.plusSeconds(420));

        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, NOT_OBSERVED);
        assertThat(rig.reports().getLast().reason())
                .isEqualTo("the device's own timer has ended it: no answer in time");
        device.silent = false;
        rig.until(START.plusSeconds(500));
        assertThat(device.watts()).as("and told again when it is back").isEqualTo(1_800);
    }

    @Test
    void flashIsWrittenOnceAndItsTimerCoversTheWholeOrder() throws Exception {
        device.persistence = Control.Persistence.FLASH;
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(END.minusSeconds(2));
        assertThat(device.tape)
                .containsExactly(
                        new Written(FakeDevice.REVERT, 900),
                        new Written(FakeDevice.RATE, 5_000),
                        new Written(FakeDevice.MODE, 2));
        assertThat(device.watts()).isEqualTo(1_800);
        rig.until(END.plusSeconds(2));
        assertThat(device.isHeld()).isFalse();
    }

    @Test
    void aWriteBeyondTheBudgetIsRefusedWithTheLimitAndARestartDoesNotForgetIt() throws Exception {
        device.persistence = Control.Persistence.FLASH;
        device.withTimer = false;
        for (int i = 1; i <= 4; i++) {
            Instant start = TWO.plusSeconds(i * 120L);
            rig.receive(discharge(i, 1, 900 + i, start, start.plusSeconds(60)));
            rig.until(start.plusSeconds(62));
            killAndStart();
        }

        String reason = rig.reports().stream()
                .filter(report -> report.state() == REFUSED)
                .findFirst()
                .orElseThrow()
                .reason();
        assertThat(reason)
                .isEqualTo(
                        "write budget: register 5 was written 6 times within an hour, allowed are 6 with one kept for"
                                + " the release");
        assertThat(device.tape.stream().filter(write -> write.register() == FakeDevice.MODE))
                .hasSize(6);
        assertThat(device.isHeld()).isFalse();
        Instant later = clock.instant().plus(Duration.ofMinutes(70));
        rig.receive(discharge(9, 1, 1_800, later, later.plusSeconds(60)));
        rig.until(later.plusSeconds(4));
        assertThat(device.watts()).as("an hour later there is room again").isEqualTo(1_800);
    }

    @Test
    void whatIsLeftOfABudgetCanBeSeen() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(4));

        assertThat(rig.left.get(FakeDevice.MODE).get()).isEqualTo(new WriteLedger.Left(719, 8_639));
        clock.set(START.plus(Duration.ofHours(2)));
        assertThat(rig.left.get(FakeDevice.MODE).get()).isEqualTo(new WriteLedger.Left(720, 8_639));
    }

    @Test
    void aReleaseIsWrittenWhateverTheBudgetSays() throws Exception {
        device.persistence = Control.Persistence.FLASH;
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(4));
        for (int i = 0; i < 8; i++) {
            device.mute = FakeDevice.MODE;
            killAndStart();
            rig.until(clock.instant());
        }
        rig.until(END.plusSeconds(60));

        assertThat(device.isHeld()).isFalse();
        assertThat(rig.states()).endsWith(RELEASED);
    }

    @Test
    void aClockThatJumpsAheadEndsTheOrder() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(10));
        clock.set(END.plus(Duration.ofDays(3)));
        rig.until(clock.instant());

        assertThat(device.isHeld()).isFalse();
        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
    }

    @Test
    void aClockThatIsPutBackNeitherLosesTheSetPointNorKeepsItTooEarly() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(600));
        device.tape.clear();
        rig.until(START.plusSeconds(200));
        assertThat(device.tape).as("renewed at once, not 400 s later").isNotEmpty();
        assertThat(device.watts()).isEqualTo(1_800);

        rig.until(START.minusSeconds(60));
        assertThat(device.isHeld()).as("it is not its time").isFalse();
        rig.until(START.plusSeconds(40));
        assertThat(device.watts()).as("now it is again").isEqualTo(1_800);
        rig.until(END.plusSeconds(2));
        assertThat(device.isHeld()).isFalse();
        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
    }
}
