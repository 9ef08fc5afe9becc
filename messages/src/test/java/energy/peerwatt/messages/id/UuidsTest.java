package energy.peerwatt.messages.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidsTest {
    @Test
    void laterIdsSortLaterAndCarryVersionSeven() {
        SplittableRandom random = new SplittableRandom(7);
        UUID early = Uuids.version7(Instant.parse("2026-06-15T10:00:00Z"), random);
        UUID late = Uuids.version7(Instant.parse("2026-06-15T10:00:00.001Z"), random);
        assertThat(early.version()).isEqualTo(7);
        assertThat(early.variant()).isEqualTo(2);
        assertThat(Uuids.compareUnsigned(early, late)).isNegative();
    }

    @Test
    void idsOfContentCarryVersionEight() {
        UUID id = Uuids.version8(new byte[32]);
        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void comparesBytesUnsigned() {
        UUID small = new UUID(0x7000000000000000L, 0);
        UUID large = new UUID(0x8000000000000000L, 0);
        assertThat(Uuids.compareUnsigned(small, large)).isNegative();
    }

    @Test
    void aMalformedIdIsNamed() {
        assertThatThrownBy(() -> MeterId.of("meter-7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("meter id")
                .hasMessageContaining("meter-7");
        assertThatThrownBy(() -> MeterId.of("1-1-1-1-1")).isInstanceOf(IllegalArgumentException.class);
    }
}
