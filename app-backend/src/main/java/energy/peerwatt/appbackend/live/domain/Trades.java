package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.TradesMatched;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.ClearingResult.ZoneResult;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The trades of the last day and of those slots to come that have been traded already, each once however often it arrives. */
final class Trades {
    /** Before any slot that is traded: a day, and another because slots are traded up to a day ahead. */
    private static final Duration KEPT = Duration.ofHours(48);

    private record Key(CommunityId community, Instant start, int round) {}

    private record Own(AccountId account, Fill fill, Slot slot, int round) {}

    private final NavigableMap<Instant, Map<TradeId, TradesMatched.Trade>> bySlot = new TreeMap<>();
    private final Map<Key, Map<GridZoneId, ZoneResult>> results = new HashMap<>();
    private final Map<AccountId, NavigableMap<Instant, Map<TradeId, Own>>> byAccount = new HashMap<>();
    private final Function<AccountId, @Nullable MemberDefined> members;

    Trades(Function<AccountId, @Nullable MemberDefined> members) {
        this.members = members;
    }

    void cleared(SlotCleared slot) {
        Map<GridZoneId, ZoneResult> zones = new HashMap<>();
        slot.zones().forEach(zone -> zones.put(zone.zone(), zone));
        results.put(new Key(slot.community(), slot.slot().start(), slot.round()), zones);
        forget(slot.slot().start().minus(KEPT));
    }

    List<Change> matched(TradesMatched part) {
        Instant start = part.slot().start();
        Map<TradeId, TradesMatched.Trade> slot = bySlot.computeIfAbsent(start, any -> new LinkedHashMap<>());
        Map<AccountId, List<OwnTrade>> fresh = new LinkedHashMap<>();
        for (TradesMatched.Trade trade : part.trades()) {
            if (slot.putIfAbsent(trade.fill().id(), trade) == null) {
                for (AccountId side :
                        List.of(trade.fill().seller(), trade.fill().buyer())) {
                    Own own = new Own(side, trade.fill(), part.slot(), part.round());
                    byAccount
                            .computeIfAbsent(side, any -> new TreeMap<>())
                            .computeIfAbsent(start, any -> new LinkedHashMap<>())
                            .put(trade.fill().id(), own);
                    fresh.computeIfAbsent(side, any -> new ArrayList<>()).add(seen(part.community(), own));
                }
            }
        }
        forget(start.minus(KEPT));
        return fresh.entrySet().stream()
                .<Change>map(entry -> new Change.Trades(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    /** Newest slot first, in trade order within a slot. */
    List<OwnTrade> of(CommunityId community, AccountId account) {
        return byAccount.getOrDefault(account, new TreeMap<>()).descendingMap().values().stream()
                .flatMap(slot -> slot.values().stream())
                .map(own -> seen(community, own))
                .sorted(Comparator.comparing(OwnTrade::slot).reversed())
                .toList();
    }

    private OwnTrade seen(CommunityId community, Own own) {
        Fill fill = own.fill;
        boolean sold = fill.seller().equals(own.account);
        ZoneResult result = results.getOrDefault(new Key(community, own.slot.start(), own.round), Map.of())
                .get(fill.from());
        return new OwnTrade(
                fill.id(),
                own.slot,
                sold ? OwnTrade.Direction.SOLD : OwnTrade.Direction.BOUGHT,
                fill.energy(),
                fill.price(),
                fill.fee(),
                fill.congestion(),
                Pseudonym.of(own.account, sold ? fill.buyer() : fill.seller()),
                sold ? fill.from() : fill.to(),
                PriceReason.of(fill, sold, result, members.apply(own.account)));
    }

    private void forget(Instant before) {
        bySlot.headMap(before, false).clear();
        results.keySet().removeIf(key -> key.start.isBefore(before));
        byAccount.values().forEach(slots -> slots.headMap(before, false).clear());
        byAccount.values().removeIf(Map::isEmpty);
    }
}
