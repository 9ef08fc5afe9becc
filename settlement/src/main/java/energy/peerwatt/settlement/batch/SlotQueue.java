package energy.peerwatt.settlement.batch;

import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.batch.domain.FinalSlot;
import energy.peerwatt.settlement.batch.domain.FinalSlot.SettledTrade;
import energy.peerwatt.settlement.member.MemberVersion;
import energy.peerwatt.settlement.member.Members;
import energy.peerwatt.settlement.quantity.Settlements;
import energy.peerwatt.settlement.quantity.Slots;
import energy.peerwatt.settlement.quantity.Slots.Pending;
import energy.peerwatt.settlement.quantity.TradeLine;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Final slots in slot order, as far as none is missing and every trader has an account on chain. */
@ApplicationScoped
class SlotQueue {
    private static final int AT_ONCE = 96;

    private final Slots slots;
    private final Settlements settlements;
    private final Members members;

    SlotQueue(Slots slots, Settlements settlements, Members members) {
        this.slots = slots;
        this.settlements = settlements;
        this.members = members;
    }

    /** @param from number of the slot the queue begins with */
    Uni<List<FinalSlot>> from(CommunityId community, long from) {
        Instant start = Instant.ofEpochSecond(from * Slot.NUMBER_UNIT.toSeconds());
        return indices()
                .chain(indices -> slots.pending(community, start, AT_ONCE)
                        .chain(pending -> Multi.createFrom()
                                .iterable(contiguous(from, pending))
                                .onItem()
                                .transformToUniAndConcatenate(one -> finalSlot(community, one, indices))
                                .collect()
                                .asList()))
                .map(SlotQueue::untilFirstGap);
    }

    private static List<Pending> contiguous(long from, List<Pending> pending) {
        List<Pending> contiguous = new ArrayList<>();
        long expected = from;
        for (Pending one : pending) {
            if (one.slot().number() != expected || !one.isFinal()) {
                break;
            }
            contiguous.add(one);
            expected = one.slot().next().number();
        }
        return contiguous;
    }

    private static List<FinalSlot> untilFirstGap(List<Optional<FinalSlot>> slots) {
        return slots.stream()
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .toList();
    }

    private Uni<Optional<FinalSlot>> finalSlot(CommunityId community, Pending pending, Map<String, Integer> indices) {
        return pending.hasRecords()
                ? settlements
                        .latest(community, pending.slot().start())
                        .map(Optional::orElseThrow)
                        .chain(settled -> withRecords(settled, indices))
                // Without a record there is no leaf to name the readings.
                : Uni.createFrom().item(Optional.of(new FinalSlot(pending.slot(), Hash32.ZERO, List.of())));
    }

    /** Empty if a trader's account is not open yet. */
    private Uni<Optional<FinalSlot>> withRecords(SlotSettlement settled, Map<String, Integer> indices) {
        return slots.find(settled.community(), settled.slot().start())
                .map(Optional::orElseThrow)
                .chain(slot -> members.at(slot.community(), slot.clearedAt())
                        .chain(present ->
                                slots.trades(slot).map(lines -> finalSlot(settled, index(present, indices), lines))));
    }

    private static Map<AccountId, Integer> index(List<MemberVersion> present, Map<String, Integer> indices) {
        return present.stream()
                .filter(member -> indices.containsKey(member.wallet()))
                .collect(Collectors.toMap(MemberVersion::account, member -> indices.get(member.wallet())));
    }

    private static Optional<FinalSlot> finalSlot(
            SlotSettlement settled, Map<AccountId, Integer> index, List<TradeLine> lines) {
        Map<TradeId, TradeLine> byId =
                lines.stream().collect(Collectors.toMap(line -> line.trade().id(), Function.identity()));
        List<SettledTrade> trades = new ArrayList<>();
        for (SlotSettlement.Trade trade : settled.trades()) {
            Integer buyer = index.get(trade.buyer());
            Integer seller = index.get(trade.seller());
            if (buyer == null || seller == null) {
                return Optional.empty();
            }
            TradeLine line = byId.get(trade.id());
            if (line == null) {
                throw new IllegalStateException("trade " + trade.id() + " was settled, but is not there");
            }
            trades.add(new SettledTrade(
                    buyer,
                    seller,
                    trade.settled(),
                    trade.price(),
                    trade.fee(),
                    trade.congestion(),
                    line.bidHash(),
                    line.askHash()));
        }
        return Optional.of(new FinalSlot(settled.slot(), settled.readingsRoot(), trades));
    }

    private static Uni<Map<String, Integer>> indices() {
        return Sql.of("select owner, account_index from canonical_escrow_account")
                .list(row -> Map.entry(row.text(0), row.small(1)))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
