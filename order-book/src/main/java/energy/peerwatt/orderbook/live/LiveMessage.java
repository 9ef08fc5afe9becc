package energy.peerwatt.orderbook.live;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.live.domain.Change;
import energy.peerwatt.orderbook.live.domain.Depth;
import energy.peerwatt.orderbook.live.domain.Indication;
import energy.peerwatt.orderbook.live.domain.LiveBook;
import energy.peerwatt.orderbook.live.domain.LiveSlot;
import energy.peerwatt.orderbook.live.domain.LiveTrade;
import energy.peerwatt.orderbook.market.domain.SlotState;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream.
 *
 * @param id where the stream stands after it; absent where it stands where it stood
 */
record LiveMessage(@Nullable String id, String name, Object body) {

    /** All there is; whatever the reader had before is void. */
    record Snapshot(CommunityId community, List<SlotPicture> slots) {}

    /** @param slot the trades of sealed slots stay for a while, and nothing else of them */
    record SlotPicture(
            Slot slot,
            boolean open,
            SlotState state,
            List<Depth.Level> sells,
            List<Depth.Level> buys,
            Indication indication,
            List<LiveTrade> trades) {
        private static SlotPicture of(LiveSlot slot, Predicate<AccountId> visible) {
            return new SlotPicture(
                    slot.slot(),
                    slot.open(),
                    slot.state(),
                    slot.depth().levels(Side.SELL),
                    slot.depth().levels(Side.BUY),
                    slot.indication(),
                    slot.trades().values().stream()
                            .map(trade -> trade.seenBy(visible))
                            .toList());
        }
    }

    /** What happened at once, to be applied in this order. */
    record Changes(List<Change> changes) {}

    record Beat(Instant marketTime) {}

    static LiveMessage snapshot(String id, CommunityId community, LiveBook book, Predicate<AccountId> visible) {
        List<SlotPicture> slots = book.slots().values().stream()
                .map(slot -> SlotPicture.of(slot, visible))
                .toList();
        return new LiveMessage(id, "snapshot", new Snapshot(community, slots));
    }

    static LiveMessage changes(String id, List<Change> changes, Predicate<AccountId> visible) {
        return new LiveMessage(
                id,
                "changes",
                new Changes(
                        changes.stream().map(change -> change.seenBy(visible)).toList()));
    }

    static LiveMessage beat(Instant marketTime) {
        return new LiveMessage(null, "heartbeat", new Beat(marketTime));
    }
}
