package energy.peerwatt.street;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.street.home.domain.Streets;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The street as a process of its own, killed and stopped. */
class ProcessTest {
    private static final int IMPORTING_HOME = 3;

    @TempDir
    private Path folder;

    private final int base = FreePorts.base();
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void writeClock() throws IOException {
        Files.writeString(
                folder.resolve("clock"),
                "marketAnchor=2026-06-15T10:00:00Z\nrealAnchor=" + Instant.now() + "\nspeed=60\n");
    }

    @AfterEach
    void killWhatIsLeft() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void countersGoOnAfterAKill() throws Exception {
        Process first = street();
        float before = 0;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        try (ModbusClient meter = new ModbusClient(base + IMPORTING_HOME)) {
            while (System.nanoTime() < deadline) {
                float now = meter.real(0x48);
                assertThat(now).isGreaterThanOrEqualTo(before);
                before = now;
                Thread.sleep(20);
            }
        }
        first.destroyForcibly().waitFor();

        street();
        try (ModbusClient meter = new ModbusClient(base + IMPORTING_HOME)) {
            assertThat(meter.real(0x48)).isGreaterThanOrEqualTo(before);
            assertThat(before).isGreaterThan(0);
        }
    }

    @Test
    void aControlWrittenJustBeforeAKillIsStillInForce() throws Exception {
        Process first = street();
        try (ModbusClient inverter = new ModbusClient(base + 100)) {
            inverter.writeAll(inverter.model(123) + 5, 2_000, 0, 0, 0, 1);
        }
        first.destroyForcibly().waitFor();

        street();
        try (ModbusClient inverter = new ModbusClient(base + 100)) {
            assertThat(inverter.unsigned(inverter.model(123) + 9)).isEqualTo(1);
            assertThat(inverter.signed(inverter.model(103) + 14)).isEqualTo(1_200);
        }
    }

    @Test
    void aSignalToStopSavesAndExitsWithZero() throws Exception {
        Process process = street();
        process.destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(folder.resolve("state/street-state.json")).isNotEmptyFile();
    }

    @Test
    void aStreetGoesOnFromItsPast() throws Exception {
        Path out = folder.resolve("history.json");
        List<String> past = new ArrayList<>(java(
                "history",
                "--state",
                folder.resolve("state").toString(),
                "--days",
                "2",
                "--until",
                "2026-06-15T10:00:00Z",
                "--out",
                out.toString()));
        Process history = new ProcessBuilder(past).redirectErrorStream(true).start();
        started.add(history);
        String said = new String(history.getInputStream().readAllBytes());
        assertThat(history.waitFor()).as(said).isZero();
        JsonNode home = new ObjectMapper().readTree(out.toFile()).at("/homes/" + IMPORTING_HOME);
        long used = 0;
        for (JsonNode slot : home.at("/slots")) {
            used += slot.at("/netWh").asLong();
        }
        assertThat(home.at("/slots").size()).isEqualTo(2 * 96);
        long counted = Streets.simulated(1).homes().get(IMPORTING_HOME).meter().importedWattHours() + used;

        street();
        try (ModbusClient meter = new ModbusClient(base + IMPORTING_HOME)) {
            assertThat(meter.real(0x48) * 1000d).isBetween(counted - 2d, counted + 8_000d);
        }
    }

    @Test
    void badOptionsAndFilesAreExplained() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.csv"), "time,load_kw,pv_kw\nnow,1,1\n");

        assertThat(refused("--profile", bad.toString())).contains("line 2: time is not like");
        assertThat(refused("--profile", "nowhere.csv")).contains("there is no profile file nowhere.csv");
        assertThat(refused("--homes", "0")).contains("a street has 1 to 100 homes, not 0");
        assertThat(refused("--clock", folder.resolve("no-clock").toString())).contains("no-clock");
    }

    private Process street() throws IOException {
        Process process = process();
        try {
            BufferedReader output = process.inputReader();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals("street ready")) {
                    return process;
                }
            }
            throw new AssertionError("the street did not start");
        } finally {
            started.add(process);
        }
    }

    private String refused(String... options) throws IOException, InterruptedException {
        Process process = process(options);
        started.add(process);
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isNotZero();
        return output;
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StreetCommand.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Process process(String... options) throws IOException {
        List<String> command = java("--state", folder.resolve("state").toString(), "--port-base", String.valueOf(base));
        command.addAll(List.of(options));
        if (!command.contains("--clock")) {
            command.addAll(List.of("--clock", folder.resolve("clock").toString()));
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
