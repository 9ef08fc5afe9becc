package energy.peerwatt.orderbook.live.domain;

import energy.peerwatt.messages.time.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The picture of all books of a community that are open or were sealed a short while ago; it never changes. */
public record LiveBook(SortedMap<Slot, LiveSlot> slots) {
    public static final LiveBook EMPTY = new LiveBook(new TreeMap<>());

    public LiveBook {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }

    /** With these slots as they are now, and without those before {@code first}. */
    public LiveBook with(List<LiveSlot> changed, Slot first) {
        SortedMap<Slot, LiveSlot> now = new TreeMap<>(slots);
        changed.forEach(slot -> now.put(slot.slot(), slot));
        now.headMap(first).clear();
        return new LiveBook(now);
    }

    /** The same as time has gone on. */
    public LiveBook at(Instant now) {
        SortedMap<Slot, LiveSlot> then = new TreeMap<>();
        slots.forEach((slot, there) -> then.put(slot, there.at(now)));
        return new LiveBook(then);
    }

    /** What leads from this picture to {@code after}, in the order in which it is to be applied. */
    public List<Change> changesTo(LiveBook after) {
        List<Change> changes = new ArrayList<>();
        slots.keySet().stream()
                .filter(slot -> !after.slots.containsKey(slot))
                .forEach(slot -> changes.add(new Change.Dropped(slot)));
        after.slots.forEach((slot, then) -> {
            LiveSlot before = slots.get(slot);
            if (before != then) {
                changes.addAll(before == null ? then.opened() : before.changesTo(then));
            }
        });
        return changes;
    }
}
