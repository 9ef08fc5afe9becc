package energy.peerwatt.metergateway.outbox;

import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.Segments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/**
 * One file of a log, named after the number of its first record.
 *
 * @param bytes length up to the last whole record
 */
record Segment(Path file, long first, long records, long bytes) {
    private static final Logger LOG = Logger.getLogger(Segment.class);
    private static final String SUFFIX = ".log";

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

    /** Where the channel stands, and whole unless it throws. */
    void write(LogRecord record, FileChannel channel) throws IOException {
        ByteBuffer whole = ByteBuffer.wrap(record.encode());
        while (whole.hasRemaining()) {
            channel.write(whole);
        }
    }

    /** This segment once the record is in it. */
    Segment with(LogRecord record) {
        return new Segment(file, first, records + 1, bytes + record.length());
    }
}
