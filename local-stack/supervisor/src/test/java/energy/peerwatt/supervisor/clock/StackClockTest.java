package energy.peerwatt.supervisor.clock;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.time.MarketTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackClockTest {
    private static final Instant MORNING = Instant.parse("2026-06-15T10:00:00Z");
    private static final Instant REAL = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final RealTime real = new RealTime();

    @Test
    void newFolderStandsAtTheGivenMorningUntilItRuns() throws IOException {
        try (StackClock clock = StackClock.frozen(folder, MORNING, real)) {
            real.now = REAL.plusSeconds(100);
            assertThat(clock.now()).isEqualTo(MORNING);
            assertThat(written("clock").at(REAL.plusSeconds(1000))).isEqualTo(MORNING);

            clock.run(15);
            real.now = REAL.plusSeconds(104);
            assertThat(clock.now()).isEqualTo(MORNING.plusSeconds(60));
        }
    }

    @Test
    void stoppedClockGoesOnWhereItStood() {
        try (StackClock clock = StackClock.frozen(folder, MORNING, real)) {
            clock.run(15);
            real.now = REAL.plusSeconds(10);
        }
        real.now = REAL.plus(Duration.ofDays(3));
        try (StackClock clock = StackClock.frozen(folder, MORNING, real)) {
            assertThat(clock.now()).isEqualTo(MORNING.plusSeconds(150));
        }
    }

    @Test
    void clockWhoseProcessWasKilledGoesOnAheadOfWhateverWasSeen() throws IOException {
        try (StackClock clock = StackClock.frozen(folder, MORNING, real)) {
            clock.run(15);
            // What lies on disk at the moment of a kill, before the next renewal.
            Files.copy(folder.resolve("clock"), folder.resolve("clock.killed"));
            Files.copy(folder.resolve("clock.ahead"), folder.resolve("ahead.killed"));
        }
        Files.move(folder.resolve("clock.killed"), folder.resolve("clock"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(folder.resolve("ahead.killed"), folder.resolve("clock.ahead"), StandardCopyOption.REPLACE_EXISTING);
        real.now = REAL.plus(Duration.ofDays(3));

        try (StackClock clock = StackClock.frozen(folder, MORNING, real)) {
            assertThat(clock.now())
                    .as("five seconds of real time ahead, at speed 15")
                    .isEqualTo(MORNING.plusSeconds(75));
            assertThat(written("clock").speed()).isZero();
        }
    }

    private MarketTime written(String file) throws IOException {
        return MarketTime.parse(Files.readString(folder.resolve(file)));
    }

    private static final class RealTime extends Clock {
        private volatile Instant now = REAL;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Z");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
