package energy.peerwatt.supervisor.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketStartTest {
    @TempDir
    private Path folder;

    @Test
    void firstSlotIsOneWhoseAutomaticOrdersAreStillToCome() {
        assertThat(start("a", "2026-06-15T10:00:00Z").firstSlot()).isEqualTo(Instant.parse("2026-06-15T10:15:00Z"));
        assertThat(start("b", "2026-06-15T10:06:00Z").firstSlot()).isEqualTo(Instant.parse("2026-06-15T10:30:00Z"));
    }

    @Test
    void decisionOfTheFirstRunHoldsForEver() {
        MarketStart first = start("c", "2026-06-15T10:00:00Z");

        assertThat(start("c", "2026-06-20T17:00:00Z")).isEqualTo(first);
    }

    private MarketStart start(String file, String now) {
        return MarketStart.of(folder.resolve(file), Instant.parse(now));
    }
}
