package energy.peerwatt.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Solidity side, run by the toolchain of package-lock.json. The two long runs, each of which compiles on one core,
 * are started together.
 */
class SolidityIT {
    private static final Path COMMITTED = Path.of("src/main/resources/energy/peerwatt/contracts/artifacts");

    private static final Path SUITES = Path.of("src/test/solidity");

    @TempDir
    static Path folder;

    private static Run forge;
    private static Run artifacts;

    private record Run(String name, Process process, Path log) {}

    @BeforeAll
    static void start() throws IOException {
        forge = run("tools/forge.js", "test");
        artifacts = run("tools/artifacts.js", compiled().toString());
    }

    @AfterAll
    static void stop() {
        forge.process().destroy();
        artifacts.process().destroy();
    }

    @Test
    void forgeTestsPass() throws Exception {
        String output = outputOf(forge);

        assertThat(output).contains(" 0 failed, 0 skipped");
        // forge silently leaves out a suite whose compiled form was replaced, as "forge lint" does; rm -r out cache
        try (Stream<Path> files = Files.list(SUITES)) {
            List<String> suites = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".t.sol"))
                    .toList();
            assertThat(suites).hasSizeGreaterThanOrEqualTo(10);
            assertThat(output).contains(suites);
        }
    }

    @Test
    void committedArtifactsAreWhatTheSourcesCompileTo() throws Exception {
        outputOf(artifacts);

        for (String contract :
                List.of("DeviceRegistry", "Escrow", "SettlementLedger", "TestEuro", "WattToken", "RewardDistributor")) {
            String file = contract + ".json";
            assertThat(compiled().resolve(file)).hasSameBinaryContentAs(COMMITTED.resolve(file));
        }
    }

    @Test
    void committedVectorsAreWhatTheirScriptMakes() throws Exception {
        outputOf(run("tools/vectors.js", "--check"));
        outputOf(run("tools/mandate-vectors.js", "--check"));
    }

    private static Path compiled() {
        return folder.resolve("artifacts");
    }

    private static Run run(String script, String... arguments) throws IOException {
        Path log = folder.resolve(Path.of(script).getFileName() + ".txt");
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Run(script, process, log);
    }

    private static String outputOf(Run run) throws IOException, InterruptedException {
        boolean ended = run.process().waitFor(15, TimeUnit.MINUTES);
        if (!ended) {
            run.process().destroyForcibly();
        }
        String output = Files.readString(run.log());
        assertThat(ended && run.process().exitValue() == 0)
                .as("%s\n%s", run.name(), output)
                .isTrue();
        return output;
    }
}
