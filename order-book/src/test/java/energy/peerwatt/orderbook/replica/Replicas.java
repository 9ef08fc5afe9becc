package energy.peerwatt.orderbook.replica;

import energy.peerwatt.messages.time.MarketTime;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Two replicas on one database and one log, and the clock that they share: it stands still until it is moved. */
final class Replicas {
    static final String DATABASE = "order_book_replicas";
    private static final String INSTANCE = "replica-";
    private static @Nullable Replicas shared;

    final Path folder;
    final Rows rows = new Rows(DATABASE);
    private final List<Replica> both = new ArrayList<>();
    private Instant now = Instant.parse("2026-06-01T10:00:00Z");

    private Replicas() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(90));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(100));
        try {
            folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/replicas")), "run-")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        writeClock();
        TestServers.kafka();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-replicas"));
    }

    /** The same two for all tests of this JVM; started anew where a test ended one. */
    static synchronized Replicas running() {
        Replicas known = shared;
        if (known == null) {
            known = new Replicas();
            shared = known;
        }
        known.complete();
        return known;
    }

    /** Starts who is missing, and waits until both are ready and one of them has the books. */
    void complete() {
        startMissing();
        both.forEach(Replica::awaitReady);
    }

    /** Without waiting for them. */
    void startMissing() {
        both.removeIf(replica -> !replica.isAlive());
        for (int i = 0; i < 2; i++) {
            String name = INSTANCE + i;
            if (both.stream().noneMatch(replica -> replica.name.equals(name))) {
                both.add(new Replica(name, DATABASE, folder));
            }
        }
    }

    void setFree() {
        both.stream().filter(Replica::isAlive).forEach(replica -> {
            replica.tap.release();
            replica.thaw();
        });
    }

    void stop() {
        setFree();
        both.forEach(Replica::close);
        both.clear();
    }

    Replica any() {
        return both.getFirst();
    }

    List<Replica> both() {
        return List.copyOf(both);
    }

    /** Who writes the books, as soon as exactly one of both says so. */
    Replica owner() {
        return Awaitility.await().until(this::onlyOwner, Optional::isPresent).orElseThrow();
    }

    private Optional<Replica> onlyOwner() {
        List<Replica> owners =
                both.stream().filter(replica -> replica.markets() > 0).toList();
        return owners.size() == 1 ? Optional.of(owners.getFirst()) : Optional.empty();
    }

    Replica other(Replica replica) {
        return both.stream().filter(each -> each != replica).findFirst().orElseThrow();
    }

    Instant now() {
        return now;
    }

    /** The first slot whose gate is still open for a while. */
    Slot nextSlot() {
        return Slot.containing(now, Duration.ofMinutes(15)).next().next();
    }

    void advanceTo(Instant time) {
        if (time.isAfter(now)) {
            now = time;
            writeClock();
        }
    }

    private void writeClock() {
        try {
            Path next = Files.writeString(folder.resolve("clock.next"), new MarketTime(now, Instant.now(), 0).text());
            Files.move(next, folder.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
