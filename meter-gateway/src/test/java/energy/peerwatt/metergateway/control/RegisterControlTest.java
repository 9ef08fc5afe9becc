package energy.peerwatt.metergateway.control;

import static energy.peerwatt.messages.event.DispatchReported.State.ACCEPTED;
import static energy.peerwatt.messages.event.DispatchReported.State.APPLIED;
import static energy.peerwatt.messages.event.DispatchReported.State.EFFECTIVE;
import static energy.peerwatt.messages.event.DispatchReported.State.RELEASED;
import static energy.peerwatt.metergateway.control.ControlRig.END;
import static energy.peerwatt.metergateway.control.ControlRig.START;
import static energy.peerwatt.metergateway.control.ControlRig.TWO;
import static energy.peerwatt.metergateway.control.ControlRig.order;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import energy.peerwatt.metergateway.sunspec.domain.Models;
import energy.peerwatt.metergateway.support.HandClock;
import energy.peerwatt.metergateway.support.PeerDevice;
import energy.peerwatt.metergateway.support.TestLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maker's registers and SunSpec model 704, over Modbus; another library answers. */
class RegisterControlTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int BATTERY_POWER = 37_765;
    private static final int COMMON = 40_002;
    private static final int RATINGS = COMMON + 68;
    private static final int LIMITS = RATINGS + 52;
    private static final int OUTPUT = LIMITS + 67;

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(TWO.toString());
    private PeerDevice device;
    private BusWorker bus;
    private Optional<TelemetryReported> seen = Optional.empty();

    @BeforeEach
    void plugIn() throws Exception {
        device = PeerDevice.tcp();
        bus = TestLinks.worker(
                new Endpoint.Tcp("127.0.0.1", device.port()),
                () -> new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5)));
    }

    @AfterEach
    void unplug() throws Exception {
        bus.close();
        device.close();
    }

    private ControlRig rig(Optional<Profile> profile, Optional<String> serial) throws Exception {
        Device.Inverter inverter =
                new Device.Inverter(new Endpoint.Tcp("127.0.0.1", device.port()), 1, profile, serial);
        return new ControlRig(
                folder,
                clock,
                ControlPoints.of(inverter, bus, TIMEOUT, () -> seen, clock),
                asked -> ControlPoints.misfit(asked, inverter, Optional.empty()));
    }

    private void huawei() {
        text(30_015, "HV2050123456");
    }

    private static Optional<Profile> profile(String id) {
        return Optional.of(Profiles.load().profile(id));
    }

    @Test
    void aBatteryIsChargedByTheMakersRegistersTimerFirstCommandLast() throws Exception {
        huawei();
        try (ControlRig rig = rig(profile("huawei-sun2000"), Optional.empty())) {
            rig.receive(order(DispatchKind.BATTERY_CHARGE, 1, 1, 2_500, START, END));
            rig.until(START);
            assertThat(device.written()).containsExactly(47_083, 47_246, 47_247, 47_100);
            assertThat(device.holding(47_083)).as("minutes").isEqualTo(15);
            assertThat(device.holding(47_247)).isZero();
            assertThat(device.holding(47_248)).isEqualTo(2_500);
            assertThat(device.holding(47_100)).isEqualTo(1);

            device.put(BATTERY_POWER, 0, 2_480);
            rig.until(END.minusSeconds(2));
            assertThat(device.written())
                    .as("nobody knows where it is kept: not again")
                    .hasSize(4);
            rig.until(END);

            assertThat(device.holding(47_100)).isZero();
            assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
            assertThat(rig.reports().get(2).observed()).isEqualTo(Power.ofWatts(2_480));
        }
    }

    @Test
    void aPowerOutsideTheMapsLimitsIsRefusedAtTheDoorWithTheLimit() throws Exception {
        huawei();
        try (ControlRig rig = rig(profile("huawei-sun2000"), Optional.empty())) {
            rig.receive(order(DispatchKind.BATTERY_CHARGE, 1, 1, 60_000, START, END));
            rig.receive(order(DispatchKind.CURTAIL, 2, 1, 1_000, START, END));

            assertThat(rig.reports().get(0).reason()).contains("takes 0 to 50000 W for BATTERY_CHARGE, not 60000 W");
            assertThat(rig.reports().get(1).reason()).contains("has no control for CURTAIL");
            rig.until(START.plusSeconds(10));
            assertThat(device.written()).isEmpty();
        }
    }

    @Test
    void nothingIsWrittenToADeviceWithAnotherSerialNumber() throws Exception {
        huawei();
        try (ControlRig rig = rig(profile("huawei-sun2000"), Optional.of("HV2050999999"))) {
            rig.receive(order(DispatchKind.BATTERY_CHARGE, 1, 1, 2_500, START, END));
            rig.until(START.plusSeconds(10));

            assertThat(device.written()).isEmpty();
            assertThat(rig.reports().getLast().reason())
                    .contains("HV2050999999")
                    .contains("HV2050123456");
        }
    }

    @Test
    void aDeviceWithoutATimerIsHeldForAQuarterOfAnHour() throws Exception {
        // The serial number is in input registers; the peer's hold their own address, a number as good as any.
        Profile sungrow = profile("sungrow-sh").orElseThrow();
        try (ControlRig rig = rig(Optional.of(sungrow), Optional.empty())) {
            rig.receive(order(DispatchKind.BATTERY_CHARGE, 1, 1, 3_000, START, START.plus(Duration.ofHours(2))));
            rig.until(START);
            assertThat(device.written()).containsExactly(13_051, 13_049, 13_050);
            assertThat(device.holding(13_051)).isEqualTo(3_000);
            rig.until(START.plus(Duration.ofMinutes(15)));

            assertThat(device.holding(13_050)).isEqualTo(0xCC);
            assertThat(device.holding(13_049)).isZero();
            assertThat(rig.reports().getLast().reason()).contains("no reversion timer");
        }
    }

    @Test
    void model704LimitsTheOutputAndGoesBeforeModel123() throws Exception {
        newInverter();
        try (ControlRig rig = rig(Optional.empty(), Optional.of("N-7"))) {
            rig.receive(order(DispatchKind.CURTAIL, 1, 1, 1_500, START, END));
            rig.until(START);
            assertThat(device.written())
                    .containsExactly(
                            at(704, LIMITS, "WMaxLimPctRvrtTms"),
                            at(704, LIMITS, "WMaxLimPctEnaRvrt"),
                            at(704, LIMITS, "WMaxLimPct"),
                            at(704, LIMITS, "WMaxLimPctEna"));
            assertThat(device.holding(at(704, LIMITS, "WMaxLimPctRvrtTms") + 1)).isEqualTo(300);
            assertThat(device.holding(at(704, LIMITS, "WMaxLimPct")))
                    .as("of 6 kW")
                    .isEqualTo(2_500);
            assertThat(device.holding(at(704, LIMITS, "WMaxLimPctEna"))).isEqualTo(1);
            rig.until(START.plusSeconds(20));
            device.put(at(103, OUTPUT, "W"), 1_490);
            rig.until(START.plusSeconds(24));
            rig.until(END);

            assertThat(device.holding(at(704, LIMITS, "WMaxLimPctEna"))).isZero();
            assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
            assertThat(rig.reports().get(2).observed()).isEqualTo(Power.ofWatts(1_490));
        }
    }

    @Test
    void withoutARegisterForItTheExportIsLimitedByTheOutputAndMeasuredAtTheMeter() throws Exception {
        newInverter();
        try (ControlRig rig = rig(Optional.empty(), Optional.empty())) {
            rig.receive(order(DispatchKind.EXPORT_LIMIT, 1, 1, 1_500, START, END));
            seen = Optional.of(exporting(START.minusSeconds(10), 3_000));
            rig.until(START.plusSeconds(10));
            assertThat(device.holding(at(704, LIMITS, "WMaxLimPctEna"))).isEqualTo(1);
            assertThat(rig.states()).as("what was seen before says nothing").containsExactly(ACCEPTED, APPLIED);

            seen = Optional.of(exporting(START.plusSeconds(11), 1_200));
            rig.until(START.plusSeconds(14));
            assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE);
            assertThat(rig.reports().getLast().setPoint()).isEqualTo(Power.ofWatts(-1_500));
            assertThat(rig.reports().getLast().observed()).isEqualTo(Power.ofWatts(-1_200));
        }
    }

    private static TelemetryReported exporting(Instant at, long watts) {
        return new TelemetryReported(
                ControlRig.GATEWAY,
                ControlRig.METER,
                at,
                Power.ofWatts(-watts),
                new Energy(1),
                new Energy(1),
                null,
                null,
                null,
                Set.of());
    }

    /** Models 1, 702, 704 and 103. */
    private void newInverter() {
        device.put(40_000, 0x5375, 0x6E53);
        device.put(COMMON, 1, 66);
        text(at(1, COMMON, "Mn"), "Maker");
        text(at(1, COMMON, "Md"), "Model");
        text(at(1, COMMON, "SN"), "N-7");
        device.put(RATINGS, 702, 50);
        device.put(at(702, RATINGS, "WMax"), 600);
        device.put(at(702, RATINGS, "W_SF"), 1);
        device.put(LIMITS, 704, 65);
        device.put(at(704, LIMITS, "WMaxLimPct_SF"), 0xFFFE);
        device.put(OUTPUT, 103, 50);
        device.put(at(103, OUTPUT, "W"), 4_000);
        device.put(OUTPUT + 52, 0xFFFF, 0);
    }

    private static int at(int model, int address, String point) {
        return address + ModelReading.offset(Models.definition(model).orElseThrow(), point);
    }

    private void text(int address, String text) {
        for (int i = 0; i < text.length(); i += 2) {
            int low = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            device.put(address + i / 2, text.charAt(i) << 8 | low);
        }
    }
}
