package energy.peerwatt.street;

import energy.peerwatt.street.history.domain.StreetHistory;
import energy.peerwatt.street.home.domain.StreetBuilder;
import energy.peerwatt.street.state.HistoryFile;
import energy.peerwatt.street.state.StateFile;
import energy.peerwatt.street.state.StateFile.Origin;
import energy.peerwatt.street.state.StateFile.Saved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code java -jar street.jar history}: writes what a street did before it starts. In a folder without a street the state
 * at the end of the past is left there, so that the street goes on from it.
 */
@Command(
        name = "street history",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes the energy of every home and quarter of an hour before a street starts.")
final class HistoryCommand implements Callable<Integer> {
    static final String NAME = "history";

    private static final int CANNOT_WRITE = 1;
    private static final long SECONDS_PER_DAY = 86_400;

    @Option(names = "--state", required = true, description = "folder of the street's state")
    private Path state = Path.of("");

    @Option(names = "--until", required = true, description = "end of the past, such as 2026-06-15T10:00:00Z")
    private Instant until = Instant.EPOCH;

    @Option(names = "--out", required = true, description = "file to write, JSON")
    private Path out = Path.of("");

    @Option(names = "--days", defaultValue = "21", description = "how long a past, 1 to 366 (${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--homes", defaultValue = "14", description = "as the street's (${DEFAULT-VALUE})")
    private int homes;

    @Option(names = "--seed", defaultValue = "1", description = "as the street's (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--profile", description = "as the street's")
    private @Nullable Path profile;

    @Override
    public Integer call() {
        try {
            write();
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("street history: " + e.getMessage());
            return CANNOT_WRITE;
        }
    }

    private void write() throws IOException {
        Files.createDirectories(state);
        Profiles profiles = Profiles.of(profile);
        Origin wanted =
                new Origin(seed, homes, profiles.name(), Math.floorDiv(until.getEpochSecond(), SECONDS_PER_DAY));
        Optional<Saved> saved = StateFile.read(state, wanted);
        Origin origin = saved.map(Saved::origin).orElse(wanted);
        StreetBuilder builder = new StreetBuilder(origin.seed(), origin.homes(), origin.firstEpochDay());
        StreetHistory history = StreetHistory.of(profiles.street(builder), until, days);
        HistoryFile.of(history).write(out);
        if (saved.isEmpty()) {
            new StateFile(state, origin).save(history.state());
        }
    }
}
