package energy.peerwatt.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.verifier.village.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify --book}, over the published books. */
class BookCommandTest {
    private static final Path VECTORS = Path.of("../messages/src/test/resources/vectors/market-v3.json");

    private final List<String> lines = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void read() throws IOException {
        JsonNode vectors = new ObjectMapper().readTree(Files.readString(VECTORS));
        vectors.forEach(vector -> lines.add(vector.toString()));
    }

    @Test
    void publishedBooksGiveTheirResults() throws IOException {
        // The script names the running stack, whatever is asked for.
        Runs.Outcome outcome = Runs.run("verify", "--stack", "none.json", "--book", file().toString());
        assertThat(outcome.text()).contains("books " + lines.size() + " · orders ", "verified");
        assertThat(outcome.exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"limit\":80000', '\"limit\":90000', bookHash",
        "'\"price\":210000', '\"price\":220000', resultHash",
        "'\"welfare\":\"1870000000\"', '\"welfare\":\"1870000001\"', resultHash",
    })
    void aChangedFigureIsFound(String from, String to, String what) throws IOException {
        assertThat(lines.getFirst()).contains(from);
        lines.addFirst(lines.removeFirst().replaceFirst(from, to));
        Runs.Outcome outcome = Runs.run("verify", "--book", file().toString());
        assertThat(outcome.text()).contains("DIFFERENCE in books line 1").contains(": " + what);
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void withoutAFileOrWithOtherOptionsItCannotRun() throws IOException {
        assertThat(Runs.run("verify", "--book", folder.resolve("none").toString())
                        .exit())
                .isEqualTo(2);
        Runs.Outcome outcome = Runs.run("verify", "--book", file().toString(), "--rpc", "http://localhost:1");
        assertThat(outcome.text()).contains("--book goes with --json only");
        assertThat(outcome.exit()).isEqualTo(2);
    }

    private Path file() throws IOException {
        return Files.write(folder.resolve("books"), lines);
    }
}
