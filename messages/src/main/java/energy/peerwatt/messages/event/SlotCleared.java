package energy.peerwatt.messages.event;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import java.util.List;
import java.util.Objects;

/**
 * A round of a slot was sealed and cleared. Its trades follow in {@code parts} events {@link TradesMatched}; none when
 * nothing traded.
 *
 * @param round from 0, none missing
 * @param last whether the gate is closed and no round follows
 */
public record SlotCleared(
        CommunityId community,
        Slot slot,
        int round,
        boolean last,
        Hash32 bookHash,
        Hash32 resultHash,
        List<ClearingResult.ZoneResult> zones,
        int trades,
        int parts) {
    public SlotCleared {
        Objects.requireNonNull(community, "community is missing");
        Objects.requireNonNull(slot, "slot is missing");
        Objects.requireNonNull(bookHash, "bookHash is missing");
        Objects.requireNonNull(resultHash, "resultHash is missing");
        zones = List.copyOf(Objects.requireNonNull(zones, "zones are missing"));
        if (round < 0) {
            throw new IllegalArgumentException("rounds count from 0: " + round);
        }
        if (trades < 0 || parts < 0 || (trades == 0) != (parts == 0)) {
            throw new IllegalArgumentException(
                    "a cleared slot of " + trades + " trades cannot have " + parts + " parts");
        }
    }
}
