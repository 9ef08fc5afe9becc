package energy.peerwatt.supervisor.stack;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.time.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;

/**
 * Market instants that were decided when the stack first ran and never change after.
 *
 * @param devicesValidFrom from when the registry's bindings hold
 * @param firstSlot the first slot whose gate, and the automatic orders before it, were still to come
 */
record MarketStart(Instant devicesValidFrom, Instant firstSlot) {
    static final Duration SLOT = Duration.ofMinutes(15);
    /** Gate closure, the automatic orders before it, and time for a first look at the meters. */
    private static final Duration BEFORE_FIRST_SLOT = Duration.ofMinutes(10);

    /** What the file says, or what follows from {@code now}, which is then kept in the file. */
    static MarketStart of(Path file, Instant now) {
        try {
            if (Files.exists(file)) {
                return Json.mapper().readValue(file.toFile(), MarketStart.class);
            }
            Slot first = Slot.containing(now.plus(BEFORE_FIRST_SLOT), SLOT).next();
            MarketStart start = new MarketStart(Instant.ofEpochSecond(now.getEpochSecond()), first.start());
            // Whole or not at all: a torn file would stop every later start.
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            Json.mapper().writeValue(beside.toFile(), start);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            return start;
        } catch (IOException e) {
            throw new UncheckedIOException("the start of the market is not to be had from " + file, e);
        }
    }
}
