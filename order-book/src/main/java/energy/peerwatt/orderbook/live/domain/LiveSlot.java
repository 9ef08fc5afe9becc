package energy.peerwatt.orderbook.live.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One slot of the picture.
 *
 * @param open whether its gate is open; of a sealed one there are trades only
 * @param trades in the order they were made
 */
public record LiveSlot(Slot slot, boolean open, Depth depth, Indication indication, Map<TradeId, LiveTrade> trades) {
    private static final Indication NOTHING = new Indication(Energy.ZERO, null, List.of());

    public LiveSlot {
        trades = Collections.unmodifiableMap(new LinkedHashMap<>(trades));
    }

    public static LiveSlot open(Slot slot, Depth depth, Indication indication, List<LiveTrade> trades) {
        return new LiveSlot(slot, true, depth, indication, byId(trades));
    }

    public static LiveSlot sealed(Slot slot, List<LiveTrade> trades) {
        return new LiveSlot(slot, false, Depth.EMPTY, NOTHING, byId(trades));
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
            return changes;
        }
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
