package energy.peerwatt.metergateway.control;

import static energy.peerwatt.messages.event.DispatchReported.State.ACCEPTED;
import static energy.peerwatt.messages.event.DispatchReported.State.APPLIED;
import static energy.peerwatt.messages.event.DispatchReported.State.EFFECTIVE;
import static energy.peerwatt.messages.event.DispatchReported.State.NOT_OBSERVED;
import static energy.peerwatt.messages.event.DispatchReported.State.RELEASED;
import static energy.peerwatt.metergateway.control.ControlRig.END;
import static energy.peerwatt.metergateway.control.ControlRig.START;
import static energy.peerwatt.metergateway.control.ControlRig.TWO;
import static energy.peerwatt.metergateway.control.ControlRig.discharge;
import static energy.peerwatt.metergateway.control.ControlRig.order;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.domain.ControlPoint;
import energy.peerwatt.metergateway.profile.domain.Control;
import energy.peerwatt.metergateway.support.HandClock;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that a home can be told, each by a device of its own. */
class ControlKindsTest {
    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(TWO.toString());
    private final Map<DispatchKind, FakeDevice> devices = new EnumMap<>(Map.of(
            DispatchKind.BATTERY_DISCHARGE, device(Control.Kind.BATTERY_DISCHARGE),
            DispatchKind.BATTERY_CHARGE, device(Control.Kind.BATTERY_CHARGE),
            DispatchKind.CURTAIL, device(Control.Kind.GENERATION_LIMIT),
            DispatchKind.EXPORT_LIMIT, device(Control.Kind.EXPORT_LIMIT)));
    private ControlRig rig;

    private FakeDevice device(Control.Kind kind) {
        FakeDevice device = new FakeDevice(clock);
        device.kind = kind;
        device.leastPercent = kind == Control.Kind.GENERATION_LIMIT ? 1 : 0;
        return device;
    }

    @BeforeEach
    void start() throws Exception {
        Map<DispatchKind, ControlPoint> points = new EnumMap<>(devices);
        rig = new ControlRig(folder, clock, points, _ -> Optional.empty());
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private FakeDevice at(DispatchKind kind) {
        return devices.get(kind);
    }

    @Test
    void anInverterIsCurtailedAndSetFree() throws Exception {
        rig.receive(order(DispatchKind.CURTAIL, 1, 1, 1_234, START, END));
        rig.until(START.plusSeconds(4));
        assertThat(at(DispatchKind.CURTAIL).watts()).isEqualTo(1_233);
        rig.until(END.plusSeconds(2));

        assertThat(at(DispatchKind.CURTAIL).watts()).isEqualTo(FakeDevice.RATED);
        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE, RELEASED);
        assertThat(rig.reports().get(1).setPoint()).isEqualTo(Power.ofWatts(1_233));
    }

    @Test
    void noInverterIsPutToSleep() throws Exception {
        rig.receive(order(DispatchKind.CURTAIL, 1, 1, 0, START, END));
        rig.until(START.plusSeconds(4));

        assertThat(at(DispatchKind.CURTAIL).watts())
                .as("one percent of 3,600 W")
                .isEqualTo(36);
        assertThat(rig.reports().get(1).setPoint()).isEqualTo(Power.ofWatts(36));
    }

    @Test
    void anInverterThatGoesOnGivingIsReported() throws Exception {
        at(DispatchKind.CURTAIL).lame = true;
        rig.receive(order(DispatchKind.CURTAIL, 1, 1, 1_080, START, END));
        rig.until(START.plusSeconds(70));

        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, NOT_OBSERVED);
        assertThat(rig.reports().getLast().reason())
                .isEqualTo("the inverter gives 3600 W of 1080 W allowed after PT1M");
    }

    @Test
    void aBatteryIsChargedAndChargeIsPositive() throws Exception {
        rig.receive(order(DispatchKind.BATTERY_CHARGE, 1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(4));

        assertThat(at(DispatchKind.BATTERY_CHARGE).watts()).isEqualTo(1_800);
        assertThat(rig.reports().getLast().state()).isEqualTo(EFFECTIVE);
        assertThat(rig.reports().getLast().setPoint()).isEqualTo(Power.ofWatts(1_800));
        assertThat(rig.reports().getLast().observed()).isEqualTo(Power.ofWatts(1_800));
    }

    @Test
    void anExportLimitIsNegativeLikeTheExport() throws Exception {
        rig.receive(order(DispatchKind.EXPORT_LIMIT, 1, 1, 0, START, END));
        rig.until(START.plusSeconds(4));

        assertThat(at(DispatchKind.EXPORT_LIMIT).watts()).isZero();
        assertThat(rig.states()).containsExactly(ACCEPTED, APPLIED, EFFECTIVE);
    }

    @Test
    void aRevisionThatAsksForAnotherThingSetsTheFirstDeviceFreeBefore() throws Exception {
        rig.receive(discharge(1, 1, 1_800, START, END));
        rig.until(START.plusSeconds(10));
        rig.receive(order(DispatchKind.CURTAIL, 1, 2, 1_080, START, END));
        rig.until(START.plusSeconds(60));

        assertThat(at(DispatchKind.BATTERY_DISCHARGE).isHeld()).isFalse();
        assertThat(at(DispatchKind.CURTAIL).watts()).isEqualTo(1_080);
        rig.until(END.plusSeconds(2));
        assertThat(devices.values()).noneMatch(FakeDevice::isHeld);
    }

    @Test
    void whatAHomeCannotDoIsRefused() throws Exception {
        rig.close();
        rig = new ControlRig(folder, clock, Map.of(), _ -> Optional.empty());
        rig.receive(order(DispatchKind.CURTAIL, 1, 1, 1_080, START, END));
        rig.until(START);

        assertThat(rig.reports().getLast().reason()).isEqualTo("no device of this home can do CURTAIL");
    }
}
