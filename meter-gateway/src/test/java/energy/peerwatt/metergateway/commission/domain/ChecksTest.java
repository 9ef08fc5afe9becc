package energy.peerwatt.metergateway.commission.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.probe.domain.Finding;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.profile.domain.Requirement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static final Requirement MODE_B = new Requirement(
            new Location(RegisterFunction.HOLDING, 0x1103, ValueType.UINT16, WordOrder.ABCD),
            Set.of(1L),
            "mode A counts export as import");

    @Test
    void aSettingIsNamedWithItsRegisterAndWhatItHasToBe() {
        Check check = ConfigurationCheck.checks(List.of(new ConfigurationCheck.Setting(MODE_B, OptionalLong.of(0))))
                .getFirst();

        assertThat(check)
                .isEqualTo(Check.failed(
                        "setting.0x1103",
                        "0 (0x0)",
                        "1 (0x1)",
                        "set it to 1 (0x1) on the device: mode A counts export as import"));
    }

    @Test
    void aSettingThatCannotBeReadIsNotTakenForRight() {
        assertThat(Check.allHold(ConfigurationCheck.checks(
                        List.of(new ConfigurationCheck.Setting(MODE_B, OptionalLong.empty())))))
                .isFalse();
        assertThat(Check.allHold(
                        ConfigurationCheck.checks(List.of(new ConfigurationCheck.Setting(MODE_B, OptionalLong.of(1))))))
                .isTrue();
        assertThat(Check.allHold(ConfigurationCheck.checks(List.of()))).isTrue();
    }

    @Test
    void aDeviceThatIsBoundElsewhereIsRefusedByName() {
        DeviceIdentity device = new DeviceIdentity(DeviceIdentity.Method.BY_HAND, "p", "00", "", "", "", "1001", null);

        assertThat(IdentityCheck.checks(device, Optional.of("home-07"), Optional.empty()))
                .filteredOn(check -> check.verdict() == Verdict.FAILED)
                .extracting(Check::value)
                .containsExactly("bound to home-07");
        assertThat(Check.allHold(IdentityCheck.checks(device, Optional.empty(), Optional.of("1001"))))
                .isTrue();
        assertThat(Check.allHold(IdentityCheck.checks(device, Optional.empty(), Optional.of("1002"))))
                .isFalse();
    }

    @Test
    void aDeviceWithoutASerialNumberCannotBeBound() {
        DeviceIdentity device = new DeviceIdentity(DeviceIdentity.Method.BY_HAND, "p", "00", "", "", "", "", null);

        assertThat(Check.allHold(IdentityCheck.checks(device, Optional.empty(), Optional.empty())))
                .isFalse();
    }

    @Test
    void aScanSaysWhichUnitsAnswerWhereTheOneThatIsMeantDoesNot() {
        List<Finding> others =
                List.of(new Finding(3, Finding.Kind.KNOWN, "x"), new Finding(9, Finding.Kind.COLLISION, "y"));

        Check check = scan(1, others);

        assertThat(check.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(check.todo()).contains("3, 9");
        assertThat(scan(3, others).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(scan(9, others).todo()).contains("two devices");
    }

    @Test
    void aDeviceIsActiveOnlyIfItIsTheOneThatWasBoundAndCountsOn() {
        Binding binding = ((Fact.Bound) CommissioningTest.WAY.get(6)).binding();

        assertThat(verdicts(binding, "1001", new Counters(100, 50))).doesNotContain(Verdict.FAILED);
        assertThat(verdicts(binding, "1002", new Counters(100, 50))).contains(Verdict.FAILED);
        assertThat(verdicts(binding, "", new Counters(100, 50))).contains(Verdict.FAILED);
        assertThat(verdicts(binding, "1001", new Counters(99, 50))).contains(Verdict.FAILED);
        assertThat(verdicts(binding, "1001", new Counters(100, 49))).contains(Verdict.FAILED);
        assertThat(verdicts(binding, "1001", new Counters(100, 50), "the bus is full"))
                .contains(Verdict.FAILED);
    }

    private static List<Verdict> verdicts(Binding binding, String serial, Counters counters, String... refusals) {
        return ActivationCheck.checks(
                        binding, new ActivationCheck.Reading(serial, Optional.of(counters)), List.of(refusals))
                .stream()
                .map(Check::verdict)
                .toList();
    }

    @Test
    void aLineThatIsSetOtherwiseHasToBeOpenedSo() {
        Target target = new Target("rtu:///dev/ttyUSB0?baud=9600", 3, Supply.EUROPE);
        Endpoint found = Endpoint.parse("rtu:///dev/ttyUSB0?baud=19200&parity=even");

        List<Check> checks = ScanCheck.checks(target, found, List.of(new Finding(3, Finding.Kind.KNOWN, "x")));

        assertThat(checks).extracting(Check::verdict).containsExactly(Verdict.FAILED, Verdict.PASSED);
        assertThat(checks.getFirst().todo()).contains("open it as rtu:///dev/ttyUSB0?baud=19200&parity=even&stop=1");
    }

    private static Check scan(int unit, List<Finding> findings) {
        Target target = new Target("tcp://127.0.0.1:502", unit, Supply.EUROPE);
        return ScanCheck.checks(target, target.endpoint(), findings).getFirst();
    }
}
