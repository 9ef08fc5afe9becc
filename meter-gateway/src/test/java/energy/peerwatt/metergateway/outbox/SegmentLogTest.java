package energy.peerwatt.metergateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentLogTest {
    private static final LogRecord SNAPSHOT = new LogRecord(RecordType.SNAPSHOT, new byte[] {42});

    @TempDir
    private Path folder;

    @Test
    void whateverByteACrashTearsAtTheWholeRecordsStayAndTheLogGoesOn() throws IOException {
        Path original = folder.resolve("original");
        List<Integer> ends = new ArrayList<>(List.of(0));
        try (SegmentLog log = open(original, 1 << 20)) {
            for (int i = 0; i < 5; i++) {
                log.append(record(i, 7 * i), false);
                ends.add((int) log.bytes());
            }
        }
        byte[] whole = Files.readAllBytes(only(original));
        for (int torn = 0; torn <= whole.length; torn++) {
            Path copy = folder.resolve("torn-" + torn);
            Files.createDirectories(copy);
            Files.write(copy.resolve(only(original).getFileName()), Arrays.copyOf(whole, torn));
            int safe = torn;
            int survivors =
                    (int) ends.stream().skip(1).filter(end -> end <= safe).count();
            try (SegmentLog log = open(copy, 1 << 20)) {
                assertThat(log.next())
                        .as("records after a tear at byte %d", torn)
                        .isEqualTo(survivors);
                assertThat(log.append(record(99, 3), true)).isEqualTo(survivors);
                List<LogRecord> read = all(log);
                assertThat(read).hasSize(survivors + 1);
                assertThat(read.getLast()).isEqualTo(record(99, 3));
                for (int i = 0; i < survivors; i++) {
                    assertThat(read.get(i)).isEqualTo(record(i, 7 * i));
                }
            }
        }
    }

    @Test
    void aDamagedRecordWithWholeOnesBehindItIsNoTornTail() throws IOException {
        try (SegmentLog log = open(folder, 1 << 20)) {
            log.append(record(1, 10), true);
            log.append(record(2, 10), true);
        }
        byte[] bytes = Files.readAllBytes(only(folder));
        bytes[12] ^= 1;
        Files.write(only(folder), bytes);

        assertThatThrownBy(() -> open(folder, 1 << 20))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged at byte 0");
    }

    @Test
    void everySegmentButTheFirstBeginsWithTheSnapshotAndNumbersGoOn() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<LogRecord> written = new ArrayList<>();
        try (SegmentLog log = open(folder, 300)) {
            for (int i = 0; i < 100; i++) {
                LogRecord record = record(i, random.nextInt(100));
                log.append(record, false);
                written.add(record);
            }
        }
        try (SegmentLog log = open(folder, 300)) {
            List<LogRecord> read = all(log);
            assertThat(log.next()).isEqualTo(read.size());
            assertThat(log.segmentStarts()).hasSizeGreaterThan(5);
            for (long start : log.segmentStarts().subList(1, log.segmentStarts().size())) {
                assertThat(read.get((int) start)).isEqualTo(SNAPSHOT);
            }
            assertThat(read.stream().filter(record -> !record.equals(SNAPSHOT)).toList())
                    .isEqualTo(written);
            for (int from = 0; from < read.size(); from++) {
                assertThat(log.reader(from).next(1).getFirst().record()).isEqualTo(read.get(from));
            }
        }
    }

    @Test
    void recordsLargerThanTheReadersChunkComeWhole() throws IOException {
        try (SegmentLog log = open(folder, 1 << 30)) {
            log.append(record(1, 200_000), false);
            log.append(record(2, 5), false);

            assertThat(all(log)).containsExactly(record(1, 200_000), record(2, 5));
        }
    }

    @Test
    void publishedAndOldSegmentsGoAndNoOthers() throws IOException {
        try (SegmentLog log = open(folder, 100)) {
            for (int i = 0; i < 20; i++) {
                log.append(record(i, 60), false);
            }
            long second = log.segmentStarts().get(1);
            log.dropBefore(second, Instant.EPOCH);
            assertThat(log.first()).as("young segments stay").isZero();
            log.dropBefore(second - 1, Instant.now().plusSeconds(60));
            assertThat(log.first()).as("unpublished segments stay").isZero();
            log.dropBefore(second, Instant.now().plusSeconds(60));
            assertThat(log.first()).isEqualTo(second);
            log.shrinkTo(0);
            assertThat(log.segmentStarts()).hasSize(1);
            assertThat(log.reader(0).next(100)).isNotEmpty();
        }
    }

    @Test
    void aSegmentThatCannotBeBegunLeavesTheLogAsItWas() throws IOException {
        Deque<Supplier<LogRecord>> heads = new ArrayDeque<>(List.of(
                () -> {
                    throw new IllegalStateException("no snapshot to be had");
                },
                () -> SNAPSHOT));
        try (SegmentLog log = SegmentLog.open(
                folder, 50, () -> Optional.of(heads.removeFirst().get()), () -> {})) {
            log.append(record(1, 60), true);
            assertThatThrownBy(() -> log.append(record(2, 60), true)).hasMessage("no snapshot to be had");
            assertThat(log.segmentStarts()).containsExactly(0L);
            assertThat(only(folder)).hasFileName("%020d.log".formatted(0));

            log.append(record(3, 60), true);

            assertThat(all(log)).containsExactly(record(1, 60), SNAPSHOT, record(3, 60));
        }
        try (SegmentLog log = open(folder, 50)) {
            assertThat(all(log)).hasSize(3);
        }
    }

    @Test
    void aRecordThatTheDiskRefusedIsNotInTheLog() throws IOException {
        AtomicBoolean refuses = new AtomicBoolean();
        SegmentLog.Disk disk = file -> {
            if (refuses.get()) {
                throw new IOException("disk error");
            }
        };
        List<LogRecord> followed = new ArrayList<>();
        try (SegmentLog log = SegmentLog.open(folder, 1 << 20, Optional::empty, () -> {}, disk)) {
            log.append(record(1, 10), true, followed::add);
            refuses.set(true);
            assertThatThrownBy(() -> log.append(record(2, 10), true, followed::add))
                    .hasMessage("disk error");
            refuses.set(false);
            log.append(record(3, 10), true, followed::add);
        }
        try (SegmentLog log = open(folder, 1 << 20)) {
            assertThat(all(log)).containsExactly(record(1, 10), record(3, 10)).isEqualTo(followed);
        }
    }

    @Test
    void aLogThatCannotTakeARecordBackSaysSoAndTakesNoMore() throws IOException {
        AtomicInteger stuck = new AtomicInteger();
        AtomicBoolean breaks = new AtomicBoolean();
        SegmentLog.Disk disk = file -> {
            if (breaks.get()) {
                file.close();
                throw new IOException("disk gone");
            }
        };
        // Not closed: its file is closed already.
        SegmentLog log = SegmentLog.open(folder, 1 << 20, Optional::empty, stuck::incrementAndGet, disk);
        log.append(record(1, 10), true);
        breaks.set(true);

        assertThatThrownBy(() -> log.append(record(2, 10), true)).hasMessage("disk gone");
        assertThatThrownBy(() -> log.append(record(3, 10), true)).hasMessageContaining("until it is opened again");

        assertThat(stuck).hasValue(1);
        assertThat(log.next()).isEqualTo(1);
    }

    /** Threads are interrupted when the gateway stops, some of them while they write. */
    @Test
    void anInterruptedWriterClosesTheLogForNobody() throws Exception {
        AtomicInteger stuck = new AtomicInteger();
        try (SegmentLog log = SegmentLog.open(folder, 1 << 20, Optional::empty, stuck::incrementAndGet)) {
            Thread writer = new Thread(() -> {
                Thread.currentThread().interrupt();
                try {
                    log.append(record(1, 10), true);
                } catch (IOException e) {
                    stuck.incrementAndGet();
                }
            });
            writer.start();
            writer.join();
            log.append(record(2, 10), true);

            assertThat(all(log)).containsExactly(record(1, 10), record(2, 10));
        }
        assertThat(stuck).hasValue(0);
    }

    @Test
    void aSnapshotHoldsEverythingThatStandsBeforeIt() throws Exception {
        AtomicInteger applied = new AtomicInteger();
        try (SegmentLog log = SegmentLog.open(folder, 200, () -> Optional.of(snapshot(applied.get())), () -> {});
                ExecutorService writers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> written = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                written.add(writers.submit(() -> log.append(record(1, 40), false, _ -> applied.incrementAndGet())));
            }
            for (Future<?> write : written) {
                write.get();
            }
            int before = 0;
            for (LogRecord record : all(log)) {
                if (record.type() == RecordType.SNAPSHOT) {
                    assertThat(record).isEqualTo(snapshot(before));
                } else {
                    before++;
                }
            }
            assertThat(before).isEqualTo(400);
        }
    }

    private static LogRecord snapshot(int applied) {
        return new LogRecord(RecordType.SNAPSHOT, Integer.toString(applied).getBytes(StandardCharsets.UTF_8));
    }

    private static List<LogRecord> all(SegmentLog log) throws IOException {
        List<LogRecord> all = new ArrayList<>();
        SegmentLog.Reader reader = log.reader(0);
        List<SegmentLog.Numbered> next = reader.next(7);
        while (!next.isEmpty()) {
            for (SegmentLog.Numbered numbered : next) {
                assertThat(numbered.number()).isEqualTo(all.size());
                all.add(numbered.record());
            }
            next = reader.next(7);
        }
        return all;
    }

    private static LogRecord record(int seed, int length) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) seed);
        return new LogRecord(RecordType.TELEMETRY, payload);
    }

    private static SegmentLog open(Path folder, long segmentBytes) throws IOException {
        return SegmentLog.open(folder, segmentBytes, () -> Optional.of(SNAPSHOT), () -> {});
    }

    private static Path only(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }
}
