package energy.peerwatt.settlement.response.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OverdueTest {
    private static final Duration PATIENCE = Duration.ofHours(6);
    private static final Instant DEADLINE = Call.SLOT.end().plus(PATIENCE);
    private final ResponseVerified response =
            new Call(1_000).answered(2, 50, 10).answered(3, 20, 5).response();

    @Test
    void aSlotIsOverdueOnceItsTimeIsOver() {
        assertThat(slots(Set.of(), DEADLINE)).isEmpty();
        assertThat(slots(Set.of(), DEADLINE.plusMillis(1))).containsExactly(Call.SLOT);
    }

    @Test
    void whatIsFinalIsNot() {
        assertThat(slots(Set.of(Call.SLOT), DEADLINE.plus(PATIENCE))).isEmpty();
    }

    private List<Slot> slots(Set<Slot> settled, Instant now) {
        return Overdue.slots(response, settled, now, PATIENCE);
    }
}
