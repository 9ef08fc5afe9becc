package energy.peerwatt.supervisor.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one folder that holds everything a stack remembers. It carries a marker file, so that only a folder of ours is
 * ever wiped, and a lock, so that two supervisors never share it.
 */
public final class StateFolder implements AutoCloseable {
    private static final String MARKER = ".peerwatt-state";
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel channel;

    private StateFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * @throws CannotStart if it belongs to something else or another supervisor uses it
     */
    public static StateFolder open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            if (!isOurs(absolute)) {
                throw new CannotStart(absolute + " is not empty and not a state folder of PeerWatt (it has no " + MARKER
                        + "); choose another one with --state DIR");
            }
            Files.createDirectories(absolute.resolve("logs"));
            Files.writeString(
                    absolute.resolve(MARKER), "State of a local PeerWatt stack; ./peerwatt run --fresh wipes it.\n");
            return new StateFolder(absolute, lock(absolute));
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder " + absolute + " cannot be used", e);
        }
    }

    private static boolean isOurs(Path folder) throws IOException {
        if (Files.notExists(folder) || Files.exists(folder.resolve(MARKER))) {
            return true;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new CannotStart("another ./peerwatt run uses " + folder + "; stop it, or choose --state DIR");
        }
        return channel;
    }

    /** Forgets everything. No process may be left that uses it. */
    public void wipe() {
        List<Path> kept = List.of(folder, folder.resolve(MARKER), folder.resolve(LOCK));
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                if (!kept.contains(path)) {
                    Files.deleteIfExists(path);
                }
            }
            Files.createDirectories(folder.resolve("logs"));
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder " + folder + " cannot be wiped", e);
        }
    }

    public Path path() {
        return folder;
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    public Path log(String part) {
        return folder.resolve("logs").resolve(part + ".log");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder " + folder + " stays locked", e);
        }
    }
}
