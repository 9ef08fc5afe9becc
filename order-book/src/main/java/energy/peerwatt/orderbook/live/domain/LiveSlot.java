package energy.peerwatt.orderbook.live.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.SlotCourse;
import energy.peerwatt.orderbook.market.domain.SlotState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One slot of the picture.
 *
 * @param open whether its gate is open; of a sealed one there are trades only
 * @param trades in the order they were made
 * @param state how far it has come
 * @param course what decides that as time goes by; absent where the state stays
 */
public record LiveSlot(
        Slot slot,
        boolean open,
        Depth depth,
        Indication indication,
        Map<TradeId, LiveTrade> trades,
        SlotState state,
        @Nullable SlotCourse course) {
    private static final Indication NOTHING = new Indication(Energy.ZERO, null, List.of());

    public LiveSlot {
        trades = Collections.unmodifiableMap(new LinkedHashMap<>(trades));
    }

    public static LiveSlot open(Slot slot, Depth depth, Indication indication, List<LiveTrade> trades) {
        return new LiveSlot(slot, true, depth, indication, byId(trades), SlotState.OPEN, null);
    }

    public static LiveSlot sealed(Slot slot, List<LiveTrade> trades) {
        return new LiveSlot(slot, false, Depth.EMPTY, NOTHING, byId(trades), SlotState.CLEARED, null);
    }

    /** The same, on this course. */
    public LiveSlot on(@Nullable SlotCourse way) {
        return new LiveSlot(slot, open, depth, indication, trades, state, way);
    }

    /** As far as it is then. */
    LiveSlot at(Instant now) {
        SlotState then = course == null ? state : course.at(now);
        return then == state ? this : new LiveSlot(slot, open, depth, indication, trades, then, course);
    }

    private static Map<TradeId, LiveTrade> byId(List<LiveTrade> trades) {
        Map<TradeId, LiveTrade> byId = new LinkedHashMap<>();
        trades.forEach(trade -> byId.put(trade.id(), trade));
        return byId;
    }

    /** What leads to this slot from a picture without it. */
    List<Change> opened() {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Opened(slot));
        changes.addAll(open(slot, Depth.EMPTY, NOTHING, List.of()).changesTo(this));
        return changes;
    }

    List<Change> changesTo(LiveSlot after) {
        List<Change> changes = new ArrayList<>();
        after.trades.values().stream()
                .filter(trade -> !trades.containsKey(trade.id()))
                .forEach(trade -> changes.add(new Change.Traded(slot, trade)));
        if (open && !after.open) {
            changes.add(new Change.Sealed(slot));
        } else {
            changes.addAll(bookChangesTo(after));
        }
        if (state != after.state) {
            changes.add(new Change.StateChanged(slot, after.state));
        }
        return changes;
    }

    private List<Change> bookChangesTo(LiveSlot after) {
        List<Change> changes = new ArrayList<>();
        for (Side side : Side.values()) {
            depth.changesTo(after.depth, side)
                    .forEach(level -> changes.add(new Change.LevelChanged(slot, side, level.limit(), level.energy())));
        }
        if (!indication.equals(after.indication)) {
            changes.add(new Change.IndicationChanged(slot, after.indication));
        }
        return changes;
    }
}
