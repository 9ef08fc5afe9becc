package energy.peerwatt.metergateway.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.yaml.InvalidFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DevicesFileTest {
    private final Profiles profiles = Profiles.load();

    @Test
    void homesWithAndWithoutInverter() {
        Devices devices = DevicesFile.parse("devices.yaml", """
                gatewayId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d
                slot: PT15M
                devices:
                  - name: home-01
                    meterId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d00
                    account: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4a00
                    meter: {url: "tcp://127.0.0.1:15020", unit: 1, profile: eastron-sdm630}
                    inverter: {url: "tcp://127.0.0.1:15120", unit: 1}
                  - name: home-02
                    meterId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d01
                    meter: {url: "tcp://127.0.0.1", unit: 2, profile: eastron-sdm630, serial: 7}
                """, profiles);

        assertThat(devices.slot()).isEqualTo(Duration.ofMinutes(15));
        assertThat(devices.devices()).hasSize(2);
        assertThat(devices.devices().getFirst().inverter())
                .contains(new Device.Inverter(new Endpoint.Tcp("127.0.0.1", 15120), 1));
        assertThat(devices.devices().getFirst().account())
                .contains(AccountId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4a00"));
        assertThat(devices.devices().getLast().inverter()).isEmpty();
        assertThat(devices.devices().getLast().account()).isEmpty();
        assertThat(devices.devices().getLast().endpoint()).isEqualTo(new Endpoint.Tcp("127.0.0.1", 502));
        assertThat(devices.devices().getLast().serial()).contains("7");
    }

    @Test
    void anInverterMayHaveAMapAndASerialNumber() {
        Device.Inverter inverter = DevicesFile.parse("devices.yaml", """
                gatewayId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d
                slot: PT15M
                devices:
                  - name: home-01
                    meterId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d00
                    meter: {url: "tcp://127.0.0.1:15020", unit: 1, profile: eastron-sdm630}
                    inverter: {url: "tcp://127.0.0.1:15120", unit: 1, profile: huawei-sun2000, serial: HV20}
                """, profiles)
                .devices()
                .getFirst()
                .inverter()
                .orElseThrow();

        assertThat(inverter.profile().map(Profile::id)).contains("huawei-sun2000");
        assertThat(inverter.serial()).contains("HV20");
        assertThat(inverter.speaksSunSpec()).isFalse();
    }

    @Test
    void everyProblemIsNamedWithItsLineAndWhatIsAllowed() {
        assertThatThrownBy(() -> DevicesFile.parse("devices.yaml", """
                gatewayId: not-an-id
                slot: PT7M
                devices:
                  - name: home-01
                    meterId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d00
                    account: somebody
                    meter: {url: "http://127.0.0.1:15020", unit: 300, profile: eastron-sdm999}
                    invertor: {}
                """, profiles))
                .isInstanceOfSatisfying(
                        InvalidFileException.class,
                        e -> assertThat(e.problems())
                                .containsExactlyInAnyOrder(
                                        "devices.yaml:1: gatewayId: gateway id is not a UUID like"
                                                + " 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d: not-an-id",
                                        "devices.yaml:2: slot: slot length must be 5, 10, 15, 20, 30 or 60 minutes:"
                                                + " PT7M",
                                        "devices.yaml:8: invertor is not known; allowed are account, inverter, meter,"
                                                + " meterId, name",
                                        "devices.yaml:6: account: account id is not a UUID like"
                                                + " 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d: somebody",
                                        "devices.yaml:7: url: http is no way to a device: http://127.0.0.1:15020;"
                                                + " allowed are tcp://host:502, tls://host:802?name=device,"
                                                + " rtutcp://host:port and"
                                                + " rtu:///dev/ttyUSB0?baud=9600&parity=none&stop=1",
                                        "devices.yaml:7: unit: 300 is not within 0 to 247",
                                        "devices.yaml:7: profile: eastron-sdm999 is not known; allowed are "
                                                + profiles.all().stream()
                                                        .map(Profile::id)
                                                        .collect(Collectors.joining(", "))));
    }

    @Test
    void aDeviceThatCannotSettleIsNoMeterOfAHousehold() {
        assertThatThrownBy(() -> DevicesFile.parse("devices.yaml", """
                gatewayId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d
                slot: PT15M
                devices:
                  - name: home-01
                    meterId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d00
                    meter: {url: "tcp://127.0.0.1:15020", unit: 1, profile: janitza-umg96rm-e}
                """, profiles))
                .isInstanceOfSatisfying(
                        InvalidFileException.class,
                        e -> assertThat(e.problems())
                                .containsExactly("devices.yaml:6: profile: janitza-umg96rm-e cannot be the meter of a"
                                        + " household: it lacks energy.import as a settlement point in registers,"
                                        + " energy.export as a settlement point in registers,"
                                        + " a serial number in a register of its own"));
    }

    @Test
    void anInverterIsReadByItsProfileIfThatSaysAnythingOfIt() {
        String file = """
                gatewayId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d
                slot: PT15M
                devices:
                  - name: home-01
                    meterId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d00
                    meter: {url: "tcp://127.0.0.1:15020", unit: 1, profile: eastron-sdm630}
                    inverter: {url: "tcp://127.0.0.1:15120", unit: 1, profile: %s}
                """;
        Device device = DevicesFile.parse("devices.yaml", file.formatted("huawei-sun2000"), profiles)
                .devices()
                .getFirst();
        assertThat(device.inverter().flatMap(Device.Inverter::profile).map(Profile::id))
                .contains("huawei-sun2000");
        assertThat(device.profilesAt(new Endpoint.Tcp("127.0.0.1", 15120)).map(Profile::id))
                .containsExactly("huawei-sun2000");

        assertThatThrownBy(() -> DevicesFile.parse("devices.yaml", file.formatted("eastron-sdm72"), profiles))
                .isInstanceOfSatisfying(
                        InvalidFileException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "devices.yaml:7: profile: eastron-sdm72 cannot be an inverter: it has none of"
                                                + " inverter.power, pv.power, battery.power, battery.power.charge,"
                                                + " battery.power.discharge, battery.soc"));
    }

    @Test
    void unitsShareABusAndABusIsSpokenToInOneWay() {
        String home = """
                  - name: home-0%1$d
                    meterId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d0%1$d
                    meter: {url: "%2$s", unit: %1$d, profile: eastron-sdm630}
                """;
        String head = """
                gatewayId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d
                slot: PT15M
                devices:
                """;
        String line = "rtu:///dev/ttyUSB0?baud=9600";

        Devices devices =
                DevicesFile.parse("devices.yaml", head + home.formatted(1, line) + home.formatted(2, line), profiles);
        assertThat(devices.devices()).extracting(Device::endpoint).containsOnly(Endpoint.parse(line));

        assertThatThrownBy(() -> DevicesFile.parse(
                        "devices.yaml",
                        head + home.formatted(1, line) + home.formatted(2, "rtu:///dev/ttyUSB0?baud=19200"),
                        profiles))
                .hasMessageContaining("devices.yaml:4: rtu:///dev/ttyUSB0?baud=19200&parity=none&stop=1 and"
                        + " rtu:///dev/ttyUSB0?baud=9600&parity=none&stop=1 are one bus spoken to in two ways");
        assertThatThrownBy(() -> DevicesFile.parse(
                        "devices.yaml",
                        head + home.formatted(1, "tcp://h:4001") + home.formatted(2, "rtutcp://h:4001"),
                        profiles))
                .hasMessageContaining("one bus spoken to in two ways");
    }

    @Test
    void oneDeviceIsTheMeterOfOneHomeOnly() {
        String home = """
                  - name: home-0%d
                    meterId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d0%<d
                    meter: {url: "tcp://h:4001", unit: 7, profile: %s}
                """;
        String file = """
                gatewayId: 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d
                slot: PT15M
                devices:
                """ + home.formatted(1, "eastron-sdm630") + home.formatted(2, "eastron-sdm72");

        assertThatThrownBy(() -> DevicesFile.parse("devices.yaml", file, profiles))
                .isInstanceOfSatisfying(
                        InvalidFileException.class,
                        e -> assertThat(e.problems())
                                .containsExactly("devices.yaml:4: the meters of home-01 and home-02 are one device:"
                                        + " unit 7 of tcp://h:4001"));
    }

    @Test
    void brokenYamlAndMissingFilesAreNamedToo() {
        assertThatThrownBy(() -> DevicesFile.parse("devices.yaml", "a: [1\nb: 2\n", profiles))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("devices.yaml:2: not YAML");
        assertThatThrownBy(() -> DevicesFile.read(Path.of("nowhere.yaml"), profiles))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("nowhere.yaml")
                .hasMessageContaining("peerwatt.gateway.devices");
    }
}
