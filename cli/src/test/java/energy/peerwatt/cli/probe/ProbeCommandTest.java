package energy.peerwatt.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.cli.Main;
import energy.peerwatt.messages.Json;
import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetBuilder;
import energy.peerwatt.street.modbus.DeviceServers;
import energy.peerwatt.street.running.InverterDevice;
import energy.peerwatt.street.running.LiveStreet;
import energy.peerwatt.street.running.MeterDevice;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Looks at devices of the simulated street, which speak by another Modbus library. */
class ProbeCommandTest {
    private static final int SOLAR_HOME = 0;
    private static final String PATIENT = "--timeout=10000";
    private static DeviceServers servers;
    private static int meter;
    private static int inverter;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void serve() throws IOException, InterruptedException {
        Clock noon = Clock.fixed(Instant.parse("2026-06-21T11:00:00Z"), ZoneOffset.UTC);
        long now = noon.instant().getEpochSecond();
        Street street = new StreetBuilder(1, 1, now / Duration.ofDays(1).toSeconds()).simulated();
        LiveStreet live = new LiveStreet(street, street.first(now), noon, state -> {});
        servers = new DeviceServers("127.0.0.1");
        meter = freePort();
        inverter = freePort();
        servers.serve(meter, 1, new MeterDevice(live, SOLAR_HOME));
        servers.serve(
                inverter,
                1,
                new InverterDevice(
                        live,
                        SOLAR_HOME,
                        Objects.requireNonNull(live.home(SOLAR_HOME).solar())));
    }

    @AfterAll
    static void stop() throws IOException {
        servers.close();
    }

    @Test
    void aMeterIsReadByItsProfileInCanonicalUnits() throws Exception {
        int exitCode = probe(url(meter), "--profile", "eastron-sdm630", "--json", PATIENT);

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        JsonNode report = Json.mapper().readTree(out.toString());
        assertThat(report.path("serial").asText()).isEqualTo("21060001");
        assertThat(report.path("recognisedBy").asText()).isEqualTo("by hand");
        assertThat(value(report, "voltage.l1")).isBetween(new BigDecimal("207"), new BigDecimal("253"));
        assertThat(value(report, "energy.import")).isGreaterThan(BigDecimal.valueOf(900_000));
        BigDecimal phases = value(report, "grid.power.l1")
                .add(value(report, "grid.power.l2"))
                .add(value(report, "grid.power.l3"));
        assertThat(value(report, "grid.power").subtract(phases).abs()).isLessThan(BigDecimal.ONE);
    }

    @Test
    void theSameForPeople() {
        assertThat(probe(url(meter), "--profile", "eastron-sdm630", PATIENT)).isZero();

        assertThat(out.toString())
                .contains("serial number: 21060001")
                .containsPattern("frequency +\\d+\\.\\d+ Hz +GOOD");
    }

    @Test
    void aSunSpecDeviceWithoutAProfileSaysWhoItIs() {
        assertThat(probe(url(inverter), PATIENT)).isEqualTo(ProbeCommand.NOT_WHOLE);

        assertThat(err.toString())
                .contains("says that it is")
                .contains("PW-410001")
                .contains("--profile");
    }

    @Test
    void aDeviceThatDoesNotTellHasToBeNamed() {
        assertThat(probe(url(meter), PATIENT)).isEqualTo(ProbeCommand.NOT_WHOLE);

        assertThat(err.toString()).contains("does not say what it is").contains("eastron-sdm630");
    }

    @Test
    void whereNobodyListensTheExitCodeIsThree() throws IOException {
        assertThat(probe(url(freePort()), "--profile", "eastron-sdm630")).isEqualTo(ProbeCommand.SILENT);

        assertThat(err.toString()).contains("no connection to tcp://127.0.0.1:");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http://127.0.0.1, no way to a device",
        "tcp://127.0.0.1 --unit=248, --unit is 0 to 247",
        "tcp://127.0.0.1 --profile=sdm, allowed are abb-b23",
        "tls://127.0.0.1, --trust-store",
        "tcp://8.8.8.8 --scan, RFC 1918",
        "rtutcp://192.0.2.7:4196 --scan, RFC 1918",
        "tls://198.51.100.7 --key-store=a --scan, --trust-store",
        "tcp://127.0.0.1 --scan --sweep, serial line",
        "rtu:///dev/ttyUSB0 --sweep, --scan",
        "rtu:///dev/ttyUSB0?baud=9601, 9600"
    })
    void whatIsWrongIsNamedWithWhatIsAllowed(String line, String said) {
        assertThat(probe(line.split(" "))).isEqualTo(ProbeCommand.WRONG);

        assertThat(err.toString()).contains(said);
    }

    private int probe(String... arguments) {
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "probe";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return commandLine.execute(all);
    }

    private static String url(int port) {
        return "tcp://127.0.0.1:" + port;
    }

    private static BigDecimal value(JsonNode report, String point) {
        for (JsonNode line : report.path("points")) {
            if (line.path("id").asText().equals(point)) {
                return new BigDecimal(line.path("value").asText());
            }
        }
        throw new AssertionError("no " + point);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
