package energy.peerwatt.settlement.quantity;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import java.time.Instant;

/**
 * A slot on its way through settlement.
 *
 * @param resultHash of the last round
 * @param trades how many its rounds announced
 * @param revision of its last settlement, 0 before the first
 * @param clearedAt market time at which its gate closed; members count as they were then
 */
public record ClearedSlot(
        CommunityId community, Slot slot, Hash32 resultHash, int trades, State state, int revision, Instant clearedAt) {
    /** CLEARED until first settled; FINAL never changes again. */
    public enum State {
        CLEARED,
        PROVISIONAL,
        FINAL
    }
}
