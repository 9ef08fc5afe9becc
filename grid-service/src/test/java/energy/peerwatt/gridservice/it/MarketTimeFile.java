package energy.peerwatt.gridservice.it;

import energy.peerwatt.messages.time.MarketTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** A frozen market clock that a test sets. */
final class MarketTimeFile {
    private MarketTimeFile() {}

    static void write(Path file, Instant now) {
        try {
            Path beside = file.resolveSibling("clock.new");
            Files.writeString(beside, new MarketTime(now, Instant.now(), 0).text());
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
