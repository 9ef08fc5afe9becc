package energy.peerwatt.messages.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketClockTest {
    private static final Instant REAL = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant MARKET = Instant.parse("2026-06-15T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void runsFifteenTimesAsFastFromItsAnchor() {
        MarketTime time = new MarketTime(MARKET, REAL, 15);
        assertThat(time.at(REAL.plusSeconds(60))).isEqualTo(MARKET.plusSeconds(900));
        assertThat(time.at(REAL.plusMillis(1))).isEqualTo(MARKET.plusMillis(15));
    }

    @Test
    void changingTheSpeedKeepsTheMoment() {
        MarketTime frozen = new MarketTime(MARKET, REAL, 15).withSpeed(REAL.plusSeconds(10), 0);
        assertThat(frozen.at(REAL.plusSeconds(10))).isEqualTo(MARKET.plusSeconds(150));
        assertThat(frozen.at(REAL.plusSeconds(9999))).isEqualTo(MARKET.plusSeconds(150));
    }

    @Test
    void textComesBackEqual() {
        MarketTime time = new MarketTime(MARKET, REAL.plusNanos(123_456_789), 15);
        assertThat(MarketTime.parse(time.text())).isEqualTo(time);
    }

    @Test
    void aBrokenFileIsNamed() {
        assertThatThrownBy(() -> MarketTime.parse("speed=15\n")).hasMessageContaining("marketAnchor is missing");
        assertThatThrownBy(() -> MarketTime.parse("nonsense")).hasMessageContaining("nonsense");
        assertThatThrownBy(() -> MarketClock.of(folder.resolve("absent")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void seesThatTheFileChanged() throws IOException, InterruptedException {
        Path file = folder.resolve("clock");
        write(file, new MarketTime(MARKET, REAL, 0), 1_000);
        MarketClock clock = MarketClock.of(file, Clock.fixed(REAL.plusSeconds(60), ZoneOffset.UTC));
        assertThat(clock.instant()).isEqualTo(MARKET);
        assertThat(clock.realTimeUntil(MARKET.plusSeconds(30))).isEqualTo(Duration.ofSeconds(1));

        write(file, new MarketTime(MARKET, REAL, 15), 2_000);
        // The clock looks at its file at most ten times a second of real time.
        Thread.sleep(150);
        assertThat(clock.instant()).isEqualTo(MARKET.plusSeconds(900));
        assertThat(clock.realTimeUntil(MARKET.plusSeconds(930))).isEqualTo(Duration.ofSeconds(2));
        assertThat(clock.realTimeUntil(MARKET)).isZero();
    }

    private static void write(Path file, MarketTime time, long modifiedMillis) throws IOException {
        Path next = file.resolveSibling("clock.next");
        Files.writeString(next, time.text());
        Files.setLastModifiedTime(next, FileTime.fromMillis(modifiedMillis));
        Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
