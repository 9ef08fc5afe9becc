package energy.peerwatt.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.cli.Main;
import energy.peerwatt.messages.Json;
import energy.peerwatt.servers.OptionalTool;
import energy.peerwatt.servers.TestPeers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An EM340 in wrong mode, served by pymodbus: over TCP, and where socat is there over a serial line. */
class PymodbusProbeTest {
    /** Debian installs pymodbus for its own Python. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private TestPeers peers;

    @BeforeEach
    void begin() {
        peers = new TestPeers(folder);
    }

    @AfterEach
    void end() {
        peers.close();
    }

    @Test
    void overTcpItIsRecognisedAndReadWithItsSign() throws Exception {
        check(serve());
    }

    @Test
    void whatItSaysByFunction43ComesBeforeItsRegisters() throws Exception {
        StringWriter out = new StringWriter();
        assertThat(probe(out, serve("Schneider Electric", "A9MEM3255", "1.3.0")))
                .isZero();

        JsonNode report = Json.mapper().readTree(out.toString());
        assertThat(report.path("profile").asText()).isEqualTo("schneider-iem3155");
        assertThat(report.path("recognisedBy").asText()).isEqualTo("fc43");
        assertThat(report.path("maker").asText()).isEqualTo("Schneider Electric");
        assertThat(report.path("model").asText()).isEqualTo("A9MEM3255");
        assertThat(report.path("firmware").asText()).isEqualTo("1.3.0");
        assertThat(report.path("identification").path("1").asText()).isEqualTo("A9MEM3255");
    }

    @Test
    void overASerialLineToo() throws Exception {
        requirePymodbus();
        OptionalTool.require("socat", "socat", "-V");
        Path ours = folder.resolve("ours");
        Path theirs = folder.resolve("theirs");
        peers.start("socat", "pty,raw,echo=0,link=" + ours, "pty,raw,echo=0,link=" + theirs);
        await(() -> Files.exists(ours) && Files.exists(theirs));
        peers.start(PYTHON, script().toString(), "serial", theirs.toString());

        String url = "rtu://" + ours.toRealPath() + "?baud=19200";
        await(() -> probe(new StringWriter(), url) == 0);
        check(url);
    }

    /** @param identity vendor, product code, revision */
    private String serve(String... identity) throws Exception {
        requirePymodbus();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(PYTHON, script().toString(), "tcp", Integer.toString(port)));
        command.addAll(List.of(identity));
        peers.start(command.toArray(String[]::new));
        await(() -> listens(port));
        return "tcp://127.0.0.1:" + port;
    }

    private static void requirePymodbus() {
        OptionalTool.require(
                "python3-pymodbus with python3-serial-asyncio",
                PYTHON,
                "-c",
                "import pymodbus.server, serial, serial_asyncio");
    }

    private static void check(String url) throws IOException {
        StringWriter out = new StringWriter();
        assertThat(probe(out, url)).isZero();
        JsonNode report = Json.mapper().readTree(out.toString());
        assertThat(report.path("profile").asText()).isEqualTo("carlo-gavazzi-em3x0");
        assertThat(report.path("recognisedBy").asText()).isEqualTo("registers");
        assertThat(report.path("serial").asText()).isEqualTo("KZ1234567890AB");
        assertThat(value(report, "voltage.l1")).isEqualTo("231.2");
        assertThat(value(report, "grid.power")).isEqualTo("-1500");
        assertThat(value(report, "energy.import")).isEqualTo("1234500");
        assertThat(report.path("unmetSettings").get(0).path("register").asText())
                .isEqualTo("function 3, 0x1103");
    }

    private static String value(JsonNode report, String point) {
        for (JsonNode line : report.path("points")) {
            if (line.path("id").asText().equals(point)) {
                return line.path("value").asText();
            }
        }
        throw new AssertionError("no " + point);
    }

    private static int probe(StringWriter out, String url) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("probe", url, "--unit=7", "--json", "--timeout=5000");
    }

    private Path script() throws IOException {
        Path script = folder.resolve("em340_peer.py");
        try (InputStream in = PymodbusProbeTest.class.getClassLoader().getResourceAsStream("em340_peer.py")) {
            Files.write(script, Objects.requireNonNull(in).readAllBytes());
        }
        return script;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(100);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
