package energy.peerwatt.metergateway.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How far a log has been published. It may lag behind after a crash; then records go out again, and consumers know them by
 * their id.
 */
public final class Cursor {
    private final Path file;
    private volatile long next;

    private Cursor(Path file, long next) {
        this.file = file;
        this.next = next;
    }

    /** @throws IOException if the file is there and holds no number */
    public static Cursor open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            return new Cursor(file, Long.parseLong(Files.readString(file).strip()));
        } catch (NoSuchFileException e) {
            return new Cursor(file, 0);
        } catch (NumberFormatException e) {
            throw new IOException(file + " holds no record number", e);
        }
    }

    /** The number of the first record that is not known to be published. */
    public long next() {
        return next;
    }

    public void advance(long to) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.writeString(unfinished, to + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        next = to;
    }
}
