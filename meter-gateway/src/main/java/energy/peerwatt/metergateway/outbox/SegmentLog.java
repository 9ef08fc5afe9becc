package energy.peerwatt.metergateway.outbox;

import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * An append-only log in segment files, records numbered from 0 without a gap. A file is named after the number of its
 * first record. What a crash tore off the end is cut away when the log is opened. For any number of threads.
 */
public final class SegmentLog implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SegmentLog.class);

    private final Path folder;
    private final long segmentBytes;
    private final Supplier<Optional<LogRecord>> head;
    private final Runnable whenStuck;
    private final Disk disk;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final List<Segment> segments = new ArrayList<>();
    /** Not a channel: an interrupt of a writing thread would close it under all the others. */
    private RandomAccessFile tail;

    private boolean stuck;

    /** What puts written bytes where a crash does not reach them. */
    @FunctionalInterface
    interface Disk {
        void force(RandomAccessFile file) throws IOException;
    }

    /** A record and its number. */
    public record Numbered(long number, LogRecord record) {}

    private SegmentLog(
            Path folder, long segmentBytes, Supplier<Optional<LogRecord>> head, Runnable whenStuck, Disk disk)
            throws IOException {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.head = head;
        this.whenStuck = whenStuck;
        this.disk = disk;
        Files.createDirectories(folder);
        openSegments();
        this.tail = new RandomAccessFile(segments.getLast().file().toFile(), "rw");
        tail.setLength(segments.getLast().bytes());
        tail.seek(segments.getLast().bytes());
        forceFolder();
    }

    /**
     * @param segmentBytes a segment that is longer gets no more records
     * @param head the record that every segment but the first begins with, if any
     * @param whenStuck told when the log can take no more records until it is opened again
     * @throws IOException if the folder cannot be used or a segment is damaged other than at its end
     */
    public static SegmentLog open(
            Path folder, long segmentBytes, Supplier<Optional<LogRecord>> head, Runnable whenStuck) throws IOException {
        return open(folder, segmentBytes, head, whenStuck, file -> file.getFD().sync());
    }

    static SegmentLog open(
            Path folder, long segmentBytes, Supplier<Optional<LogRecord>> head, Runnable whenStuck, Disk disk)
            throws IOException {
        return new SegmentLog(folder, segmentBytes, head, whenStuck, disk);
    }

    private void openSegments() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(Segment::isSegment).sorted().toList();
        }
        for (Path file : files) {
            segments.add(Segment.scan(file));
        }
        if (segments.size() > 1 && segments.getLast().records() == 0) {
            // The crash came before the new segment's first record was whole.
            Files.delete(segments.removeLast().file());
        }
        for (int i = 1; i < segments.size(); i++) {
            if (segments.get(i).first() != segments.get(i - 1).next()) {
                throw new IOException(
                        "records are missing before " + segments.get(i).file());
            }
        }
        if (segments.isEmpty()) {
            segments.add(Segment.empty(folder, 0));
        }
    }

    /** Appends a record from which nothing follows in memory. */
    public long append(LogRecord record, boolean durable) throws IOException {
        return append(record, durable, _ -> {});
    }

    /**
     * The record is in the log or, after an exception, it is not.
     *
     * @param durable whether to return only when the disk has it
     * @param then what follows from the record in memory; done before the next record and before a segment's head is asked
     *     for
     * @return the record's number
     */
    public long append(LogRecord record, boolean durable, Consumer<LogRecord> then) throws IOException {
        lock.lock();
        try {
            if (stuck) {
                throw new IOException("the log in " + folder + " takes nothing until it is opened again");
            }
            if (segments.getLast().bytes() >= segmentBytes) {
                startSegment();
            }
            Segment last = segments.getLast();
            try {
                last.write(record, tail);
                if (durable) {
                    disk.force(tail);
                }
            } catch (IOException e) {
                takeBack(last, e);
                throw e;
            }
            segments.set(segments.size() - 1, last.with(record));
            then.accept(record);
            appended.signalAll();
            return last.next();
        } finally {
            lock.unlock();
        }
    }

    /** The disk may have taken half of the record, or all of it; the next one must not stand behind that. */
    private void takeBack(Segment last, IOException why) {
        try {
            tail.setLength(last.bytes());
            tail.seek(last.bytes());
        } catch (IOException e) {
            stop(e, why);
        }
    }

    /** A new segment is one only when it is whole on disk; until then the log is as it was. */
    private void startSegment() throws IOException {
        disk.force(tail);
        Segment fresh = Segment.empty(folder, segments.getLast().next());
        Path unfinished = fresh.file().resolveSibling(fresh.file().getFileName() + ".new");
        RandomAccessFile next = new RandomAccessFile(unfinished.toFile(), "rw");
        try {
            next.setLength(0);
            Optional<LogRecord> first = head.get();
            if (first.isPresent()) {
                fresh.write(first.get(), next);
                fresh = fresh.with(first.get());
            }
            disk.force(next);
            Files.move(unfinished, fresh.file(), StandardCopyOption.ATOMIC_MOVE);
            forceFolder();
        } catch (IOException | RuntimeException e) {
            abandon(next, List.of(unfinished, fresh.file()), e);
            throw e;
        }
        RandomAccessFile full = tail;
        tail = next;
        segments.add(fresh);
        full.close();
    }

    /** A segment that is left over would hide the records that now go behind the old tail. */
    private void abandon(RandomAccessFile started, List<Path> files, Exception why) {
        try (started) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            stop(e, why);
        }
    }

    private void stop(IOException failure, Exception why) {
        failure.addSuppressed(why);
        LOG.errorf(failure, "the log in %s cannot go back to where it was; it must be opened again", folder);
        stuck = true;
        whenStuck.run();
    }

    private void forceFolder() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** The number the next record gets. */
    public long next() {
        lock.lock();
        try {
            return segments.getLast().next();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the oldest record that is still there. */
    public long first() {
        lock.lock();
        try {
            return segments.getFirst().first();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the log has record {@code number}, or for this long. */
    public boolean await(long number, Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (segments.getLast().next() <= number) {
                if (left <= 0) {
                    return false;
                }
                left = appended.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** First numbers of the segments, ascending. */
    public List<Long> segmentStarts() {
        lock.lock();
        try {
            return segments.stream().map(Segment::first).toList();
        } finally {
            lock.unlock();
        }
    }

    /** A reader whose next record is {@code number}, or the oldest that is still there. */
    public Reader reader(long number) {
        return new Reader(number);
    }

    /** Whole length of the files. */
    public long bytes() {
        lock.lock();
        try {
            return segments.stream().mapToLong(Segment::bytes).sum();
        } finally {
            lock.unlock();
        }
    }

    /** Deletes whole segments older than an instant that hold nothing from {@code keepFrom} on; never the newest. */
    public void dropBefore(long keepFrom, Instant olderThan) throws IOException {
        lock.lock();
        try {
            while (segments.size() > 1
                    && segments.getFirst().next() <= keepFrom
                    && Files.getLastModifiedTime(segments.getFirst().file())
                            .toInstant()
                            .isBefore(olderThan)) {
                Files.delete(segments.removeFirst().file());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Deletes the oldest segments, whatever they hold, until the log is no longer than this; never the newest. */
    public void shrinkTo(long mostBytes) throws IOException {
        shrinkTo(mostBytes, Long.MAX_VALUE);
    }

    /** The same, but nothing from {@code keepFrom} on. */
    public void shrinkTo(long mostBytes, long keepFrom) throws IOException {
        lock.lock();
        try {
            while (segments.size() > 1 && segments.getFirst().next() <= keepFrom && bytes() > mostBytes) {
                Files.delete(segments.removeFirst().file());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes every record; the next one gets the number that it would have got.
     *
     * @return how many bytes that makes free
     */
    public long dropAll() throws IOException {
        lock.lock();
        try {
            long before = bytes();
            if (stuck) {
                return 0;
            }
            if (segments.getLast().bytes() > 0) {
                startSegment();
            }
            shrinkTo(0);
            return before - bytes();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            tail.getFD().sync();
            tail.close();
        } finally {
            lock.unlock();
        }
    }

    /** Reads on from where it was; records that are deleted before it came to them are left out. For one thread. */
    public final class Reader {
        private long number;
        private long segmentFirst = -1;
        private long offset;

        private Reader(long number) {
            this.number = number;
        }

        /** @return up to so many records, in order; none if there is nothing new */
        public List<Numbered> next(int most) throws IOException {
            List<Numbered> records = new ArrayList<>();
            Optional<Segment> segment = segment();
            while (records.isEmpty() && segment.isPresent()) {
                try {
                    if (segment.get().first() != segmentFirst) {
                        segmentFirst = segment.get().first();
                        offset = 0;
                        skip(segment.get());
                    }
                    readFrom(segment.get(), most, records);
                } catch (NoSuchFileException e) {
                    if (first() <= segment.get().first()) {
                        throw e;
                    }
                }
                segment = segment();
            }
            return records;
        }

        private Optional<Segment> segment() {
            lock.lock();
            try {
                number = Math.max(number, segments.getFirst().first());
                return segments.stream()
                        .filter(segment -> number >= segment.first() && number < segment.next())
                        .findFirst();
            } finally {
                lock.unlock();
            }
        }

        private void skip(Segment segment) throws IOException {
            long wanted = number;
            number = segment.first();
            while (number < wanted) {
                readFrom(segment, (int) Math.min(1000, wanted - number), new ArrayList<>());
            }
        }

        private void readFrom(Segment segment, int most, List<Numbered> into) throws IOException {
            List<LogRecord> records = new ArrayList<>();
            offset = segment.read(offset, most - into.size(), records);
            records.forEach(record -> into.add(new Numbered(number++, record)));
        }
    }
}
