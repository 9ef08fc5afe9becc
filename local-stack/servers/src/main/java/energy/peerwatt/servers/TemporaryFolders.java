package energy.peerwatt.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that go with the process that made them; those of processes that were killed go at the next request. */
final class TemporaryFolders {
    private static final String PREFIX = "peerwatt-";

    private TemporaryFolders() {}

    static Path create(String purpose) {
        try {
            Path parent = Path.of(System.getProperty("java.io.tmpdir"));
            removeOrphans(parent);
            return Files.createTempDirectory(
                    parent, PREFIX + ProcessHandle.current().pid() + "-" + purpose + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for " + purpose, e);
        }
    }

    private static void removeOrphans(Path parent) throws IOException {
        List<Path> orphans;
        try (Stream<Path> entries = Files.list(parent)) {
            orphans = entries.filter(TemporaryFolders::isOrphan).toList();
        }
        orphans.forEach(TemporaryFolders::delete);
    }

    private static boolean isOrphan(Path folder) {
        String[] parts = folder.getFileName().toString().split("-", 3);
        return parts.length == 3
                && folder.getFileName().toString().startsWith(PREFIX)
                && parts[1].matches("[0-9]{1,9}")
                && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
    }

    /** Deletes what can be deleted; a file that went away meanwhile is as good as deleted. */
    static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(TemporaryFolders.class.getName())
                    .log(System.Logger.Level.WARNING, "temporary folder {0} stays: {1}", folder, e.getMessage());
        }
    }
}
