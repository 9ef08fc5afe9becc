package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far trading of an open slot has come.
 *
 * @param rounds how many were held
 * @param book hash of the last one's book; absent before the first
 * @param result hash of the last one's result; absent before the first
 * @param entered what entered each zone over the edge to its parent so far, net; none where it is zero
 * @param traded who has traded, and on which side
 * @param volumes what each of them has sold or bought so far
 * @param closed zones whose orders, and those of all zones below, stand as they are until the gate
 */
public record SlotProgress(
        int rounds,
        @Nullable Hash32 book,
        @Nullable Hash32 result,
        Map<GridZoneId, NetEnergy> entered,
        Map<AccountId, Side> traded,
        Map<AccountId, Energy> volumes,
        Set<GridZoneId> closed) {
    /** Of a slot of which no round was held. */
    public static final SlotProgress NONE = new SlotProgress(0, null, null, Map.of(), Map.of(), Map.of(), Set.of());

    public SlotProgress {
        entered = Map.copyOf(entered);
        traded = Map.copyOf(traded);
        volumes = Map.copyOf(volumes);
        closed = Set.copyOf(closed);
    }

    SlotProgress after(BookLine line) {
        Map<GridZoneId, NetEnergy> flows = new TreeMap<>(entered);
        for (ClearingResult.ZoneResult zone : line.result().zones()) {
            NetEnergy flow = zone.flow();
            if (flow != null && flow.wattHours() != 0) {
                flows.merge(
                        zone.zone(),
                        flow,
                        (before, now) -> new NetEnergy(Math.addExact(before.wattHours(), now.wattHours())));
            }
        }
        flows.values().removeIf(flow -> flow.wattHours() == 0);
        Map<AccountId, Side> sides = new TreeMap<>(traded);
        Map<AccountId, Energy> sums = new TreeMap<>(volumes);
        for (ClearingResult.Fill fill : line.result().fills()) {
            sides.put(fill.seller(), Side.SELL);
            sides.put(fill.buyer(), Side.BUY);
            sums.merge(fill.seller(), fill.energy(), Energy::plus);
            sums.merge(fill.buyer(), fill.energy(), Energy::plus);
        }
        return new SlotProgress(rounds + 1, line.bookHash(), line.resultHash(), flows, sides, sums, closed);
    }

    SlotProgress closing(GridZoneId zone) {
        Set<GridZoneId> zones = new TreeSet<>(closed);
        zones.add(zone);
        return new SlotProgress(rounds, book, result, entered, traded, volumes, zones);
    }
}
