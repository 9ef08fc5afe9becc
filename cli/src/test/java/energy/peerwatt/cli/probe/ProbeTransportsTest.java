package energy.peerwatt.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.cli.Main;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same meter by every way that needs no serial port; {@link PymodbusProbeTest} has that one. */
class ProbeTransportsTest {
    private static final String PASSWORD = "of the test";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void byTcp() throws Exception {
        try (MeterPeer peer = MeterPeer.tcp()) {
            assertThat(probe("tcp://127.0.0.1:" + peer.port(), "--unit=7", "--json", "--timeout=10000"))
                    .isZero();
            check(out.toString());
            assertThat(peer.written()).isZero();
        }
    }

    @Test
    void byRtuFramesThroughADeviceServer() throws Exception {
        try (MeterPeer peer = MeterPeer.rtuOverTcp()) {
            assertThat(probe("rtutcp://127.0.0.1:" + peer.port(), "--unit=7", "--json", "--timeout=2000"))
                    .isZero();
            check(out.toString());
        }
    }

    /** In a process of its own, for the password comes by its environment. */
    @Test
    void withinMutualTls() throws Exception {
        Path device = keys("device");
        Path own = keys("own");
        Path stranger = keys("stranger");
        Path trustedByDevice = trust("trusted-by-device", "own");
        Path trusted = trust("trusted", "device");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(device), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(trustedByDevice));
        try (MeterPeer peer = MeterPeer.tls(keys, trust)) {
            String url = "tls://127.0.0.1:" + peer.port();
            List<String> right = List.of(
                    url, "--unit=7", "--json", "--timeout=10000", "--key-store=" + own, "--trust-store=" + trusted);

            Ended read = process(PASSWORD, right);
            assertThat(read.err()).doesNotContain("restricted");
            assertThat(read.exitCode()).as(read.err()).isZero();
            check(read.out());

            assertThat(process(PASSWORD, with(right, "--key-store=" + stranger)).exitCode())
                    .as("a stranger to the device")
                    .isEqualTo(ProbeCommand.SILENT);
            assertThat(process(PASSWORD, with(right, "--trust-store=" + trustedByDevice))
                            .exitCode())
                    .as("a device that is not trusted")
                    .isEqualTo(ProbeCommand.SILENT);
            Ended wrong = process("another", right);
            assertThat(wrong.exitCode()).isEqualTo(ProbeCommand.WRONG);
            assertThat(wrong.err()).contains("own.p12").doesNotContain(PASSWORD);
        }
    }

    @Test
    void aScanNamesWhoAnswersAndWhatItIs() throws Exception {
        try (MeterPeer peer = MeterPeer.tcp()) {
            assertThat(probe("tcp://127.0.0.1:" + peer.port(), "--scan", "--json"))
                    .isZero();

            JsonNode found = Json.mapper().readTree(out.toString()).path("found");
            assertThat(found).hasSize(2);
            assertThat(found.get(0).path("unit").asInt()).isEqualTo(MeterPeer.EM340);
            assertThat(found.get(0).path("kind").asText()).isEqualTo("KNOWN");
            assertThat(found.get(0).path("detail").asText()).startsWith("carlo-gavazzi-em3x0");
            assertThat(found.get(1).path("unit").asInt()).isEqualTo(MeterPeer.UNKNOWN);
            assertThat(found.get(1).path("kind").asText()).isEqualTo("ANSWERING_UNKNOWN");
            assertThat(peer.written()).isZero();
        }
    }

    private static void check(String json) throws IOException {
        JsonNode report = Json.mapper().readTree(json);
        assertThat(report.path("profile").asText()).isEqualTo("carlo-gavazzi-em3x0");
        assertThat(report.path("recognisedBy").asText()).isEqualTo("registers");
        assertThat(report.path("serial").asText()).isEqualTo("KZ12");
        assertThat(value(report, "grid.power")).isEqualTo("-1500");
        assertThat(value(report, "energy.import")).isEqualTo("1234500");
        assertThat(report.path("unmetSettings")).isEmpty();
    }

    private static String value(JsonNode report, String point) {
        for (JsonNode line : report.path("points")) {
            if (line.path("id").asText().equals(point)) {
                return line.path("value").asText();
            }
        }
        throw new AssertionError("no " + point);
    }

    private int probe(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "probe";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private record Ended(int exitCode, String out, String err) {}

    private Ended process(String password, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(java("java"), "-cp", System.getProperty("java.class.path"), Main.class.getName(), "probe"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("PEERWATT_TLS_PASSWORD", password);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    private static List<String> with(List<String> arguments, String option) {
        String name = option.substring(0, option.indexOf('=') + 1);
        return arguments.stream().map(it -> it.startsWith(name) ? option : it).toList();
    }

    /** As docs/probe.md has it. */
    private Path keys(String name) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=IP:127.0.0.1",
                "-validity",
                "2",
                "-keystore",
                name + ".p12");
        keytool("-exportcert", "-rfc", "-alias", name, "-file", name + ".pem", "-keystore", name + ".p12");
        return folder.resolve(name + ".p12");
    }

    private Path trust(String name, String whom) throws Exception {
        keytool("-importcert", "-noprompt", "-alias", whom, "-file", whom + ".pem", "-keystore", name + ".p12");
        return folder.resolve(name + ".p12");
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(java("keytool")));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }
}
