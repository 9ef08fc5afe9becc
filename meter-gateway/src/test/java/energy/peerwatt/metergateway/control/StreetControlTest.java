package energy.peerwatt.metergateway.control;

import static energy.peerwatt.messages.event.DispatchReported.State.ACCEPTED;
import static energy.peerwatt.messages.event.DispatchReported.State.APPLIED;
import static energy.peerwatt.messages.event.DispatchReported.State.EFFECTIVE;
import static energy.peerwatt.messages.event.DispatchReported.State.RELEASED;
import static energy.peerwatt.messages.event.DispatchReported.State.RELEASE_FAILED;
import static energy.peerwatt.metergateway.control.ControlRig.END;
import static energy.peerwatt.metergateway.control.ControlRig.START;
import static energy.peerwatt.metergateway.control.ControlRig.TWO;
import static energy.peerwatt.metergateway.control.ControlRig.discharge;
import static energy.peerwatt.metergateway.control.ControlRig.order;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.reading.MeterAnswer;
import energy.peerwatt.metergateway.reading.MeterReader;
import energy.peerwatt.metergateway.support.HandClock;
import energy.peerwatt.metergateway.support.StreetHome;
import energy.peerwatt.metergateway.support.TestLinks;
import energy.peerwatt.servers.OptionalTool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the street's inverter, over Modbus; another library answers. */
class StreetControlTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** Model 124 of a battery home's chain, and the offset of the mode. */
    private static final int STORAGE = 40_002 + 68 + 52 + 28 + 26;

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(TWO.toString());
    private StreetHome home;
    private BusWorker bus;

    @BeforeEach
    void plugIn() throws Exception {
        home = new StreetHome(StreetHome.BATTERY_HOME, clock);
        bus = bus(home.inverterPort());
    }

    @AfterEach
    void unplug() throws Exception {
        bus.close();
        home.close();
    }

    @Test
    void dischargeReallyLowersTheMetersGridPower() throws Exception {
        try (ControlRig rig = rig()) {
            rig.receive(discharge(1, 1, 2_700, START, END));
            rig.until(START.minusSeconds(2));
            long before = home.gridWatts();
            long dischargeBefore = home.dischargeWatts();
            rig.until(START.plusSeconds(20));

            assertThat(dischargeBefore).isLessThan(900);
            assertThat(home.dischargeWatts()).isEqualTo(2_700);
            assertThat(home.gridWatts()).isLessThan(before - 2_000);
            assertThat(measuredByTheMeter()).isCloseTo(home.gridWatts(), org.assertj.core.data.Offset.offset(2L));
            rig.until(END.plusSeconds(4));

            assertThat(home.isFree()).isTrue();
            assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
            assertThat(rig.reports().get(1).setPoint()).isEqualTo(Power.ofWatts(-2_700));
            // Model 160 measures at the cells, which give a little more.
            assertThat(-rig.reports().get(2).observed().watts()).isBetween(2_700L, 2_900L);
        }
    }

    @Test
    void chargeTakesFromTheGrid() throws Exception {
        try (ControlRig rig = rig()) {
            rig.receive(order(DispatchKind.BATTERY_CHARGE, 1, 1, 1_800, START, END));
            rig.until(START.plusSeconds(20));
            assertThat(home.chargeWatts()).isEqualTo(1_800);
            assertThat(home.gridWatts()).isGreaterThan(1_800);
            rig.until(END.plusSeconds(4));

            assertThat(home.isFree()).isTrue();
            assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
        }
    }

    @Test
    void curtailmentReallyLowersTheRoofsPowerAndEndsByItselfWithoutAGateway() throws Exception {
        Instant noon = Instant.parse("2026-06-15T10:00:00Z");
        Instant end = noon.plusSeconds(1_800);
        moveTo(StreetHome.SOLAR_HOME, noon.minusSeconds(60));
        try (ControlRig rig = rig()) {
            rig.receive(order(DispatchKind.CURTAIL, 1, 1, 1_500, noon, end));
            rig.until(noon.minusSeconds(2));
            long before = home.solarWatts();
            long gridBefore = home.gridWatts();
            rig.until(noon.plusSeconds(10));

            assertThat(before).isGreaterThan(2_500);
            assertThat(home.solarWatts()).isEqualTo(1_500);
            assertThat(home.gridWatts()).as("less export").isGreaterThan(gridBefore + 800);
            assertThat(measuredByTheMeter()).isCloseTo(home.gridWatts(), org.assertj.core.data.Offset.offset(2L));
            rig.until(noon.plusSeconds(700));
            assertThat(home.solarWatts()).as("renewed").isEqualTo(1_500);
            assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE);
        }
        clock.set(noon.plusSeconds(1_200));
        assertThat(home.isCurtailed()).as("the inverter's own timer").isFalse();
        try (ControlRig rig = rig()) {
            rig.until(noon.plusSeconds(1_260));
            assertThat(home.solarWatts()).as("the next process goes on").isEqualTo(1_500);
            rig.until(end);
            assertThat(home.isCurtailed()).isFalse();
            assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
        }
    }

    @Test
    void theRoofIsLimitedWhileTheBatteryIsCharged() throws Exception {
        Instant noon = Instant.parse("2026-06-15T10:00:00Z");
        Instant end = noon.plusSeconds(600);
        moveTo(StreetHome.BATTERY_HOME, noon.minusSeconds(60));
        try (ControlRig rig = rig()) {
            rig.receive(order(DispatchKind.CURTAIL, 1, 1, 1_000, noon, end));
            rig.receive(order(DispatchKind.BATTERY_CHARGE, 2, 1, 1_800, noon, end.plusSeconds(120)));
            rig.until(noon.plusSeconds(60));

            assertThat(home.isCurtailed()).isTrue();
            assertThat(home.outputWatts()).isLessThanOrEqualTo(1_000);
            assertThat(home.chargeWatts()).isEqualTo(1_800);
            rig.until(end.plusSeconds(10));
            assertThat(home.isCurtailed()).isFalse();
            assertThat(home.chargeWatts()).as("goes on").isEqualTo(1_800);
            rig.until(end.plusSeconds(130));
            assertThat(home.isFree()).isTrue();
            assertThat(rig.states()).filteredOn(EFFECTIVE::equals).hasSize(2);
            assertThat(rig.states()).filteredOn(RELEASED::equals).hasSize(2);
        }
    }

    private void moveTo(int index, Instant time) throws Exception {
        home.close();
        bus.close();
        clock.set(time);
        home = new StreetHome(index, clock);
        bus = bus(home.inverterPort());
    }

    @Test
    void whatAKilledGatewayLeftIsReleasedByTheNext() throws Exception {
        try (ControlRig rig = rig()) {
            rig.receive(discharge(1, 1, 2_700, START, END));
            rig.until(END.minusSeconds(10));
            assertThat(home.isFree()).isFalse();
        }
        clock.set(END.plusSeconds(5));
        assertThat(home.isFree())
                .as("the device's own timer has not ended it yet")
                .isFalse();
        try (ControlRig rig = rig()) {
            rig.until(END.plusSeconds(8));
            assertThat(home.isFree()).isTrue();
            assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
        }
    }

    @Test
    void aDeviceThatIsUnpluggedGoesBackByItselfAndIsReportedAsSuch() throws Exception {
        try (ControlRig rig = rig()) {
            rig.receive(discharge(1, 1, 2_700, START, END));
            rig.until(END.minusSeconds(10));
            home.unplug();
            rig.until(END.plusSeconds(120));

            assertThat(home.isFree()).isTrue();
            assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASE_FAILED);
            home.plugIn();
        }
    }

    @Test
    void aSolarInverterHasNothingToSet() throws Exception {
        home.close();
        bus.close();
        home = new StreetHome(StreetHome.SOLAR_HOME, clock);
        bus = bus(home.inverterPort());
        try (ControlRig rig = rig()) {
            rig.receive(discharge(1, 1, 2_700, START, END));
            rig.until(START.plusSeconds(4));
            assertThat(rig.reports().getLast().reason()).contains("no SunSpec model 124");
        }
    }

    @Test
    void mbpollSeesTheSameRegisters() throws Exception {
        OptionalTool.require("mbpoll", "mbpoll", "-V");
        assertThat(mbpoll(STORAGE)).as("model id").isEqualTo(124);
        try (ControlRig rig = rig()) {
            rig.receive(discharge(1, 1, 1_800, START, END));
            rig.until(START.plusSeconds(4));
            assertThat(mbpoll(STORAGE + 5)).as("StorCtl_Mod").isEqualTo(2);
            assertThat(mbpoll(STORAGE + 12)).as("OutWRte").isEqualTo(5_000);
            assertThat(mbpoll(STORAGE + 15)).as("InOutWRte_RvrtTms").isEqualTo(300);
            rig.until(END.plusSeconds(2));
            assertThat(mbpoll(STORAGE + 5)).as("StorCtl_Mod").isZero();
        }
    }

    private int mbpoll(int register) throws Exception {
        Process process = new ProcessBuilder(
                        "mbpoll",
                        "-m",
                        "tcp",
                        "-a",
                        "1",
                        "-0",
                        "-1",
                        "-t",
                        "4",
                        "-r",
                        Integer.toString(register),
                        "-c",
                        "1",
                        "-p",
                        Integer.toString(home.inverterPort()),
                        "127.0.0.1")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        Matcher value = Pattern.compile("\\[" + register + "\\]:\\s+(-?\\d+)").matcher(said);
        assertThat(value.find()).as(said).isTrue();
        return Integer.parseInt(value.group(1));
    }

    private ControlRig rig() throws Exception {
        Device.Inverter inverter = new Device.Inverter(new Endpoint.Tcp("127.0.0.1", home.inverterPort()), 1);
        return new ControlRig(
                folder,
                clock,
                ControlPoints.of(inverter, bus, TIMEOUT, () -> Optional.empty(), clock),
                _ -> Optional.empty());
    }

    private long measuredByTheMeter() throws Exception {
        try (BusWorker meterBus = bus(home.meterPort())) {
            MeterReader reader = new MeterReader(meterBus, 1, Profiles.load().profile("eastron-sdm630"), clock);
            MeterAnswer answer = reader.readCountersAndPower(Optional.empty(), TIMEOUT);
            assertThat(answer).isInstanceOf(MeterAnswer.Answered.class);
            return ((MeterAnswer.Answered) answer).power().orElseThrow().watts();
        }
    }

    private static BusWorker bus(int port) {
        return TestLinks.worker(
                new Endpoint.Tcp("127.0.0.1", port), () -> new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5)));
    }
}
