package energy.peerwatt.orderbook.live.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.Order;
import energy.peerwatt.orderbook.market.domain.SlotState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A reader as anybody would write one: sets what a change names, and knows nothing else. */
public final class NaiveReader {
    private record Key(Slot slot, Side side, Price limit) {}

    public final Map<Key, Energy> levels = new HashMap<>();
    public final Map<Slot, Indication> indications = new HashMap<>();
    public final Map<Slot, Set<TradeId>> trades = new HashMap<>();
    public final Map<Slot, Boolean> open = new HashMap<>();
    public final Map<Slot, SlotState> states = new HashMap<>();

    /** Forgets everything and begins with this. */
    public void snapshot(LiveBook book) {
        levels.clear();
        indications.clear();
        trades.clear();
        open.clear();
        states.clear();
        book.slots().values().forEach(slot -> {
            open.put(slot.slot(), slot.open());
            states.put(slot.slot(), slot.state());
            indications.put(slot.slot(), slot.indication());
            trades.put(slot.slot(), new HashSet<>(slot.trades().keySet()));
            for (Side side : Side.values()) {
                slot.depth()
                        .levels(side)
                        .forEach(level -> levels.put(new Key(slot.slot(), side, level.limit()), level.energy()));
            }
        });
    }

    public void apply(Change change) {
        Slot slot = change.slot();
        switch (change) {
            case Change.Opened opened -> {
                open.put(slot, true);
                states.put(slot, SlotState.OPEN);
                trades.put(slot, new HashSet<>());
                indications.put(slot, new Indication(Energy.ZERO, null, List.of()));
            }
            case Change.LevelChanged(var of, var side, var limit, var energy) -> {
                if (energy.isZero()) {
                    levels.remove(new Key(of, side, limit));
                } else {
                    levels.put(new Key(of, side, limit), energy);
                }
            }
            case Change.IndicationChanged(var of, var indication) -> indications.put(of, indication);
            case Change.Traded(var of, var trade) -> trades.get(of).add(trade.id());
            case Change.StateChanged(var of, var state) -> states.put(of, state);
            case Change.Sealed sealed -> {
                open.put(slot, false);
                indications.put(slot, new Indication(Energy.ZERO, null, List.of()));
                levels.keySet().removeIf(key -> key.slot.equals(slot));
            }
            case Change.Dropped dropped -> {
                open.remove(slot);
                states.remove(slot);
                indications.remove(slot);
                trades.remove(slot);
                levels.keySet().removeIf(key -> key.slot.equals(slot));
            }
        }
    }

    /** The depth of these orders, reckoned without anything that came before. */
    static Map<Key, Energy> depthOf(Map<Slot, List<Order>> open) {
        Map<Key, Energy> depth = new HashMap<>();
        open.values()
                .forEach(orders -> orders.forEach(order ->
                        depth.merge(new Key(order.slot(), order.side(), order.limit()), order.energy(), Energy::plus)));
        return depth;
    }
}
