package energy.peerwatt.metergateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder of one gateway. Two processes with one folder would give out one sequence number twice. */
final class StateFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private StateFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws IllegalStateException if another process has it */
    static StateFolder open(Path path) throws IOException {
        Files.createDirectories(path);
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        if (lock(channel) == null) {
            channel.close();
            throw new IllegalStateException("another gateway is using the state folder " + path);
        }
        return new StateFolder(path, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path keys() {
        return path.resolve("keys.p12");
    }

    Path log() {
        return path.resolve("log");
    }

    Path dispatches() {
        return log().resolve("dispatches");
    }

    Path commissionings() {
        return log().resolve("commissionings");
    }

    Path cursor(String name) {
        return path.resolve("cursor").resolve(name);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
