package energy.peerwatt.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Solidity side, run by the toolchain of package-lock.json. */
class SolidityIT {
    private static final Path COMMITTED = Path.of("src/main/resources/energy/peerwatt/contracts/artifacts");

    private static final Path SUITES = Path.of("src/test/solidity");

    @TempDir
    Path folder;

    @Test
    void forgeTestsPass() throws Exception {
        String output = node("tools/forge.js", "test");

        assertThat(output).contains(" 0 failed, 0 skipped");
        // forge silently leaves out a suite whose compiled form was replaced, as "forge lint" does; rm -r out cache
        try (Stream<Path> files = Files.list(SUITES)) {
            List<String> suites = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".t.sol"))
                    .toList();
            assertThat(suites).hasSizeGreaterThanOrEqualTo(8);
            assertThat(output).contains(suites);
        }
    }

    @Test
    void committedArtifactsAreWhatTheSourcesCompileTo() throws Exception {
        Path compiled = folder.resolve("artifacts");

        node("tools/artifacts.js", compiled.toString());

        for (String contract : List.of("DeviceRegistry", "Escrow", "SettlementLedger", "TestEuro")) {
            String file = contract + ".json";
            assertThat(compiled.resolve(file)).hasSameBinaryContentAs(COMMITTED.resolve(file));
        }
    }

    @Test
    void committedVectorsAreWhatTheirScriptMakes() throws Exception {
        node("tools/vectors.js", "--check");
    }

    private String node(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(15, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String output = Files.readString(log);
        assertThat(ended && process.exitValue() == 0)
                .as("%s\n%s", String.join(" ", command), output)
                .isTrue();
        return output;
    }
}
