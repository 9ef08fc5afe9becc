package energy.peerwatt.metergateway.outbox;

import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.Segments;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One file of a log, named after the number of its first record.
 *
 * @param bytes length up to the last whole record
 */
record Segment(Path file, long first, long records, long bytes) {
    private static final Logger LOG = Logger.getLogger(Segment.class);
    private static final String SUFFIX = ".log";
    private static final int CHUNK = 1 << 16;

    static Segment empty(Path folder, long first) {
        return new Segment(folder.resolve("%020d%s".formatted(first, SUFFIX)), first, 0, 0);
    }

    static boolean isSegment(Path file) {
        return file.toString().endsWith(SUFFIX);
    }

    /** @throws IOException if it is damaged other than at its end */
    static Segment scan(Path file) throws IOException {
        String name = file.getFileName().toString();
        long first = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        try {
            Segments.Content content = Segments.scan(ByteBuffer.wrap(Files.readAllBytes(file)));
            long torn = Files.size(file) - content.bytes();
            if (torn > 0) {
                LOG.warnf("cut %d bytes of an unfinished record off %s", torn, file);
            }
            return new Segment(file, first, content.records(), content.bytes());
        } catch (IllegalStateException e) {
            throw new IOException(file + " is " + e.getMessage(), e);
        }
    }

    long next() {
        return first + records;
    }

    /** Where the file stands, and whole unless it throws. */
    void write(LogRecord record, RandomAccessFile tail) throws IOException {
        tail.write(record.encode());
    }

    /**
     * Reads whole records from a byte on.
     *
     * @param most how many at most
     * @return the byte behind the last one
     */
    long read(long from, int most, List<LogRecord> into) throws IOException {
        long at = from;
        int read = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (read < most && at < bytes) {
                ByteBuffer chunk = chunk(channel, at, CHUNK);
                if (LogRecord.decode(chunk.duplicate()).isEmpty() && chunk.remaining() >= Integer.BYTES) {
                    chunk = chunk(channel, at, chunk.getInt(chunk.position()) + 2L * Integer.BYTES);
                }
                Optional<LogRecord> record = LogRecord.decode(chunk);
                if (record.isEmpty()) {
                    throw new IOException(file + " is damaged at byte " + at);
                }
                long start = at;
                while (record.isPresent()) {
                    into.add(record.get());
                    read++;
                    at = start + chunk.position();
                    record = read < most ? LogRecord.decode(chunk) : Optional.empty();
                }
            }
        }
        return at;
    }

    private ByteBuffer chunk(FileChannel channel, long from, long wanted) throws IOException {
        int length = (int) Math.min(Math.max(wanted, 0), bytes - from);
        ByteBuffer read = ByteBuffer.allocate(length);
        long position = from;
        while (read.hasRemaining()) {
            int count = channel.read(read, position);
            if (count < 0) {
                throw new IOException(file + " ends before byte " + bytes);
            }
            position += count;
        }
        return read.flip();
    }

    /** This segment once the record is in it. */
    Segment with(LogRecord record) {
        return new Segment(file, first, records + 1, bytes + record.length());
    }
}
