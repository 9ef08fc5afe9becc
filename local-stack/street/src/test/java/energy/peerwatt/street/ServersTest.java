package energy.peerwatt.street;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.street.home.domain.Streets;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole street over TCP, in a market time that the test moves. */
class ServersTest {
    private static final int POWER = 0x34;
    private static final int IMPORT = 0x48;
    private static final int EXPORT = 0x4A;

    @TempDir
    private Path folder;

    private final SteppedClock clock = new SteppedClock(Instant.ofEpochSecond(Streets.TEN));
    private final int base = FreePorts.base();
    private RunningStreet street;

    @BeforeEach
    void start() throws Exception {
        street = RunningStreet.start(new Options(folder, "127.0.0.1", base, 14, 1, null), clock);
    }

    @AfterEach
    void stop() throws IOException {
        street.close();
    }

    @Test
    void meterRegistersAgreeWithEachOther() throws Exception {
        for (int home = 0; home < 14; home++) {
            try (ModbusClient meter = new ModbusClient(base + home)) {
                float power = meter.real(POWER);
                assertThat(meter.real(0x0C) + meter.real(0x0E) + meter.real(0x10))
                        .isCloseTo(power, within(0.01f));
                assertThat(meter.real(0x00)).isBetween(215f, 245f);
                assertThat(meter.real(0x06) * meter.real(0x00)).isCloseTo(Math.abs(meter.real(0x0C)), within(0.01f));
                assertThat(meter.real(0x46)).isBetween(49.9f, 50.1f);
                assertThat(meter.real(0x0156)).isCloseTo(meter.real(IMPORT) + meter.real(EXPORT), within(0.002f));
                assertThat(meter.real(IMPORT)).isLessThan(16_000);
                assertThat(ByteBuffer.wrap(meter.holding(0xFC00, 2)).getInt()).isEqualTo(21_060_001 + home);
            }
        }
    }

    @Test
    void energyRegistersGrowByTheIntegralOfPower() throws Exception {
        try (ModbusClient meter = new ModbusClient(base + Streets.SOLAR_HOME)) {
            double before = meter.real(IMPORT) - (double) meter.real(EXPORT);
            double wattSeconds = 0;
            for (int second = 0; second < 300; second++) {
                clock.pass(Duration.ofSeconds(1));
                wattSeconds += meter.real(POWER);
            }
            double grown = meter.real(IMPORT) - (double) meter.real(EXPORT) - before;

            assertThat(grown * 3.6e6).isCloseTo(wattSeconds, within(4_000.0));
        }
    }

    @Test
    void oneRequestReadsTheWholeBlock() throws Exception {
        try (ModbusClient meter = new ModbusClient(base)) {
            ByteBuffer block = ByteBuffer.wrap(meter.input(1, 0, 0x52));

            assertThat(block.getFloat(2 * POWER)).isEqualTo(meter.real(POWER));
            assertThat(block.getFloat(2 * IMPORT)).isEqualTo(meter.real(IMPORT));
        }
    }

    @Test
    void addressesThatAreNotThereAreRefused() throws Exception {
        try (ModbusClient meter = new ModbusClient(base);
                ModbusClient inverter = new ModbusClient(base + 100)) {
            assertThatThrownBy(() -> meter.input(1, 0x52, 2)).hasMessage("exception 2");
            assertThatThrownBy(() -> meter.input(1, 0x50, 4)).hasMessage("exception 2");
            assertThatThrownBy(() -> meter.holding(0, 2)).hasMessage("exception 2");
            assertThatThrownBy(() -> meter.write(0xFC00, 7)).hasMessage("exception 2");
            assertThatThrownBy(() -> inverter.holding(39_999, 2)).hasMessage("exception 2");
            assertThatThrownBy(() -> inverter.write(40_000, 1)).hasMessage("exception 2");
            assertThatThrownBy(() -> inverter.input(1, 40_000, 2)).hasMessage("exception 1");
        }
    }

    /** Function 43 asks for the identity, 17 for the server's id, 1 for coils; then reads that are cut short or too long. */
    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource({
        "2B0E0100, AB01",
        "11, 9101",
        "0100000001, 8101",
        "03, 8303",
        "039C40, 8303",
        "039C40007E, 8303",
        "109CDB0002, 9003"
    })
    void requestsThatCannotBeServedAreAnswered(String request, String answer) throws Exception {
        HexFormat hex = HexFormat.of().withUpperCase();
        try (Socket socket = new Socket("127.0.0.1", base + 100)) {
            byte[] pdu = hex.parseHex(request);
            ByteBuffer frame = ByteBuffer.allocate(7 + pdu.length);
            frame.putShort((short) 77).putShort((short) 0).putShort((short) (1 + pdu.length));
            socket.getOutputStream().write(frame.put((byte) 1).put(pdu).array());
            socket.setSoTimeout(5_000);

            assertThat(hex.formatHex(socket.getInputStream().readNBytes(9))).isEqualTo("004D0000000301" + answer);
        }
    }

    @Test
    void anotherUnitGetsNoAnswer() throws Exception {
        try (ModbusClient meter = new ModbusClient(base, Duration.ofMillis(300))) {
            assertThatThrownBy(() -> meter.input(2, 0, 2)).hasMessage("no answer");
            assertThat(meter.real(0)).isPositive();
        }
    }

    @Test
    void limitWrittenOverModbusActsAndReverts() throws Exception {
        try (ModbusClient meter = new ModbusClient(base);
                ModbusClient inverter = new ModbusClient(base + 100)) {
            int controls = inverter.model(123);
            int watts = inverter.model(103) + 14;
            int before = inverter.signed(watts);
            assertThat(before).isGreaterThan(3_000);

            inverter.write(controls + 7, 60);
            inverter.write(controls + 5, 1_000);
            inverter.write(controls + 9, 1);
            clock.pass(Duration.ofSeconds(1));
            assertThat(inverter.signed(watts)).isEqualTo(600);
            assertThat(inverter.unsigned(inverter.model(103) + 38)).isEqualTo(5);
            assertThat(meter.real(POWER)).isGreaterThan(-600);

            clock.pass(Duration.ofSeconds(60));
            assertThat(inverter.signed(watts)).isGreaterThan(3_000);
            assertThat(inverter.unsigned(controls + 9)).isZero();
            assertThat(inverter.unsigned(controls + 5)).isEqualTo(10_000);
        }
    }

    @Test
    void dischargeWrittenOverModbusActsAndReverts() throws Exception {
        try (ModbusClient meter = new ModbusClient(base + Streets.BATTERY_HOME);
                ModbusClient inverter = new ModbusClient(base + 100 + Streets.BATTERY_HOME)) {
            int storage = inverter.model(124);
            int charge = inverter.unsigned(storage + 8);
            float before = meter.real(POWER);
            assertThat(inverter.unsigned(storage + 11)).isEqualTo(4);

            inverter.write(storage + 15, 600);
            inverter.writeAll(storage + 12, 5_000, 0, 0, 600, 0);
            inverter.write(storage + 5, 2);
            clock.pass(Duration.ofSeconds(1));
            assertThat(inverter.unsigned(storage + 11)).isEqualTo(3);
            assertThat(meter.real(POWER)).isLessThan(before - 1_500);

            clock.pass(Duration.ofSeconds(599));
            assertThat(inverter.unsigned(storage + 8)).isLessThan(charge - 200);
            clock.pass(Duration.ofSeconds(2));
            assertThat(inverter.unsigned(storage + 5)).isZero();
            assertThat(inverter.unsigned(storage + 11)).isEqualTo(4);
        }
    }

    @Test
    void aWriteWithOneBadValueChangesNothing() throws Exception {
        try (ModbusClient inverter = new ModbusClient(base + 100)) {
            int controls = inverter.model(123);

            assertThatThrownBy(() -> inverter.writeAll(controls + 5, 500, 0, 60, 0, 7))
                    .hasMessage("exception 3");
            assertThatThrownBy(() -> inverter.write(controls + 5, 10_001)).hasMessage("exception 3");
            assertThatThrownBy(() -> inverter.writeAll(controls + 9, 1, 90)).hasMessage("exception 2");
            assertThat(inverter.unsigned(controls + 5)).isEqualTo(10_000);
            assertThat(inverter.unsigned(controls + 9)).isZero();
        }
    }

    @Test
    void descriptionNamesEveryDevice() throws Exception {
        JsonNode homes = new ObjectMapper()
                .readTree(folder.resolve("street.json").toFile())
                .get("homes");

        assertThat(homes).hasSize(14);
        for (JsonNode home : homes) {
            try (ModbusClient meter =
                    new ModbusClient(home.get("meter").get("port").asInt())) {
                assertThat(ByteBuffer.wrap(meter.holding(0xFC00, 2)).getInt())
                        .isEqualTo(home.get("meter").get("serial").asInt());
            }
            if (home.get("inverter").isNull()) {
                assertThat(home.get("pvPeakW").asInt()).isZero();
            } else {
                try (ModbusClient inverter =
                        new ModbusClient(home.get("inverter").get("port").asInt())) {
                    assertThat(inverter.unsigned(inverter.model(120) + 3))
                            .isEqualTo(home.get("inverter").get("ratedW").asInt());
                }
            }
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> RunningStreet.start(
                        new Options(folder.resolve("other"), "127.0.0.1", base, 14, 1, null), clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + base);
    }
}
