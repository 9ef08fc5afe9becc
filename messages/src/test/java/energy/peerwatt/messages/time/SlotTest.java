package energy.peerwatt.messages.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlotTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @Test
    void isHalfOpen() {
        Slot slot = Slot.containing(Instant.parse("2026-06-15T10:15:00Z"), QUARTER);
        assertThat(slot.start()).isEqualTo("2026-06-15T10:15:00Z");
        assertThat(slot.end()).isEqualTo("2026-06-15T10:30:00Z");
        assertThat(Slot.containing(slot.end().minusNanos(1), QUARTER)).isEqualTo(slot);
        assertThat(Slot.containing(slot.end(), QUARTER)).isEqualTo(slot.next());
        assertThat(slot.next().previous()).isEqualTo(slot);
    }

    @Test
    void itsNumberCountsFiveMinutesSince1970() {
        Slot slot = new Slot(Instant.ofEpochSecond(1_800_000_000L), QUARTER);
        assertThat(slot.number()).isEqualTo(6_000_000L);
        assertThat(Slot.ofNumber(slot.number(), QUARTER)).isEqualTo(slot);
        assertThat(slot.next().number() - slot.number()).isEqualTo(3);
    }

    @Test
    void refusesWhatIsNoSlot() {
        Instant start = Instant.parse("2026-06-15T10:15:00Z");
        assertThatThrownBy(() -> new Slot(start, Duration.ofMinutes(7))).hasMessageContaining("PT7M");
        assertThatThrownBy(() -> new Slot(start, Duration.ofMinutes(30))).hasMessageContaining("multiple of PT30M");
        assertThatThrownBy(() -> new Slot(start.plusMillis(1), QUARTER)).hasMessageContaining("multiple");
    }
}
