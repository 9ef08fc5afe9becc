package energy.peerwatt.settlement.response.domain;

import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Slots that a response waits for longer than is usual. */
public final class Overdue {
    private Overdue() {}

    /**
     * @param settled slots that are final
     * @param now market time
     * @param patience market time from a slot's end
     * @return in order
     */
    public static List<Slot> slots(ResponseVerified response, Set<Slot> settled, Instant now, Duration patience) {
        return response.lines().stream()
                .flatMap(line -> line.slots().stream())
                .map(SlotResponse::slot)
                .distinct()
                .filter(slot -> !settled.contains(slot))
                .filter(slot -> now.isAfter(slot.end().plus(patience)))
                .sorted()
                .toList();
    }
}
