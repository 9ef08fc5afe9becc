package energy.peerwatt.settlement.quantity;

import energy.peerwatt.kit.intake.Refused;
import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.TradesMatched;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.quantity.ClearedSlot.State;
import energy.peerwatt.settlement.quantity.domain.SlotTrade;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Cleared slots and their trades, as the order book announced them. */
@ApplicationScoped
public class Slots {
    private static final String COLUMNS = "community, start, seconds, result_hash, trades, state, revision, cleared_at";

    /**
     * Takes in a round; with the last one missing comes the slot itself.
     *
     * @param at market time of the event, for a last round that at which the order book closed the gate
     * @throws Refused if the round was cleared before with another result
     */
    Uni<Void> add(SlotCleared cleared, Instant at) {
        return Sql.of("""
                insert into slot_round (community, start, round, last, seconds, book_hash, result_hash, trades, parts,
                    cleared_at)
                values (:community, :start, :round, :last, :seconds, :book, :result, :trades, :parts, :at)
                on conflict do nothing
                """)
                .with("community", cleared.community().value())
                .with("start", cleared.slot().start())
                .with("round", cleared.round())
                .with("last", cleared.last())
                .with("seconds", (int) cleared.slot().length().toSeconds())
                .with("book", cleared.bookHash().hex())
                .with("result", cleared.resultHash().hex())
                .with("trades", cleared.trades())
                .with("parts", cleared.parts())
                .with("at", at)
                .run()
                .chain(rows -> rows == 0 ? refuseAnotherResult(cleared) : addIfWhole(cleared));
    }

    private static Uni<Void> addIfWhole(SlotCleared cleared) {
        return Sql.of("""
                insert into slot (community, start, seconds, book_hash, result_hash, trades, parts, state, cleared_at)
                select l.community, l.start, l.seconds, l.book_hash, l.result_hash, a.trades, a.parts, 'CLEARED',
                    l.cleared_at
                from slot_round l cross join lateral (
                    select count(*) rounds, sum(r.trades) trades, sum(r.parts) parts from slot_round r
                    where r.community = l.community and r.start = l.start) a
                where l.community = :community and l.start = :start and l.last and a.rounds = l.round + 1
                on conflict do nothing
                """)
                .with("community", cleared.community().value())
                .with("start", cleared.slot().start())
                .run()
                .replaceWithVoid();
    }

    private static Uni<Void> refuseAnotherResult(SlotCleared cleared) {
        return Sql.of("""
                select result_hash from slot_round where community = :community and start = :start and round = :round
                """)
                .with("community", cleared.community().value())
                .with("start", cleared.slot().start())
                .with("round", cleared.round())
                .first(row -> row.text(0))
                .invoke(known -> {
                    if (known.filter(cleared.resultHash().hex()::equals).isEmpty()) {
                        throw new Refused("round " + cleared.round() + " of slot " + cleared.slot()
                                + " was cleared before with another result");
                    }
                })
                .replaceWithVoid();
    }

    Uni<Void> add(TradesMatched matched) {
        return Multi.createFrom()
                .range(0, matched.trades().size())
                .onItem()
                .transformToUniAndConcatenate(i ->
                        add(matched, matched.firstIndex() + i, matched.trades().get(i)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Integer> add(TradesMatched matched, int index, TradesMatched.Trade trade) {
        return Sql.of("""
                insert into trade (community, slot_start, idx, result_hash, id, seller, buyer, energy, price, fee,
                    congestion, ask_hash, bid_hash)
                values (:community, :start, :idx, :result, :id, :seller, :buyer, :energy, :price, :fee,
                    :congestion, :ask, :bid)
                on conflict do nothing
                """)
                .with("community", matched.community().value())
                .with("start", matched.slot().start())
                .with("idx", index)
                .with("result", matched.resultHash().hex())
                .with("id", trade.fill().id().value())
                .with("seller", trade.fill().seller().value())
                .with("buyer", trade.fill().buyer().value())
                .with("energy", trade.fill().energy().wattHours())
                .with("price", trade.fill().price().microPerKwh())
                .with("fee", trade.fill().fee().microPerKwh())
                .with("congestion", trade.fill().congestion().microPerKwh())
                .with("ask", trade.askHash().hex())
                .with("bid", trade.bidHash().hex())
                .run();
    }

    public Uni<Optional<ClearedSlot>> find(CommunityId community, Instant start) {
        return Sql.of("select " + COLUMNS + " from slot where community = :community and start = :start")
                .with("community", community.value())
                .with("start", start)
                .first(Slots::slot);
    }

    /** As {@link #find}, and nobody else may settle it until this transaction ends. */
    Uni<Optional<ClearedSlot>> lock(CommunityId community, Instant start) {
        return Sql.of("select " + COLUMNS + " from slot where community = :community and start = :start for update")
                .with("community", community.value())
                .with("start", start)
                .first(Slots::slot);
    }

    /**
     * Slots that ended and are not final, of all communities: the oldest that were never settled and the oldest
     * provisional ones, so that neither hold up the others.
     *
     * @param limit of each kind
     */
    Uni<List<ClearedSlot>> open(Instant endedBy, int limit) {
        return Sql.of(oldest(State.CLEARED) + " union all " + oldest(State.PROVISIONAL))
                .with("endedBy", endedBy)
                .with("limit", limit)
                .list(Slots::slot);
    }

    private static String oldest(State state) {
        return "(select " + COLUMNS + " from slot where state <> 'FINAL' and state = '" + state + "'"
                + " and start + make_interval(secs => seconds) <= :endedBy order by start limit cast(:limit as bigint))";
    }

    /** The first slot the community ever traded. */
    public Uni<Optional<ClearedSlot>> first(CommunityId community) {
        return Sql.of("select " + COLUMNS + " from slot where community = :community order by start limit 1")
                .with("community", community.value())
                .first(Slots::slot);
    }

    /** The slot's trades by round and trade order; fewer than announced while parts are on their way. */
    public Uni<List<TradeLine>> trades(ClearedSlot slot) {
        return Sql.of("""
                select t.id, t.seller, t.buyer, t.energy, t.price, t.fee, t.congestion, t.ask_hash, t.bid_hash, r.round
                from slot_round r join trade t on t.community = r.community and t.slot_start = r.start
                    and t.result_hash = r.result_hash
                where r.community = :community and r.start = :start order by r.round, t.idx
                """)
                .with("community", slot.community().value())
                .with("start", slot.slot().start())
                .list(row -> new TradeLine(
                        new SlotTrade(
                                new TradeId(row.id(0)),
                                new AccountId(row.id(1)),
                                new AccountId(row.id(2)),
                                new Energy(row.number(3)),
                                new Price(row.number(4)),
                                new Price(row.number(5)),
                                new Price(row.number(6)),
                                row.small(9)),
                        row.hash(7),
                        row.hash(8)));
    }

    /**
     * A slot on its way into a batch.
     *
     * @param isFinal whether it may go
     * @param hasRecords whether anything of it was settled
     */
    public record Pending(Slot slot, boolean isFinal, boolean hasRecords) {}

    /**
     * Slots in slot order, however many empty ones, up to the {@code withRecords}th with something settled; at most one
     * slot if none has.
     */
    public Uni<List<Pending>> pending(CommunityId community, Instant from, int withRecords) {
        return Sql.of("""
                select start, seconds, state = 'FINAL', settled > 0 from slot
                where community = :community and start >= :from and start <= coalesce(
                    (select max(start) from (
                        select start from slot where community = :community and start >= :from and settled > 0
                        order by start limit cast(:count as bigint)) ahead), :from)
                order by start
                """)
                .with("community", community.value())
                .with("from", from)
                .with("count", withRecords)
                .list(row -> new Pending(
                        new Slot(row.time(0), Duration.ofSeconds(row.number(1))), row.flag(2), row.flag(3)));
    }

    Uni<Void> settled(ClearedSlot slot, State state, int revision, int settledTrades) {
        return Sql.of("""
                update slot set state = :state, revision = :revision, settled = :settled
                where community = :community and start = :start
                """)
                .with("state", state.name())
                .with("revision", revision)
                .with("settled", settledTrades)
                .with("community", slot.community().value())
                .with("start", slot.slot().start())
                .run()
                .replaceWithVoid();
    }

    private static ClearedSlot slot(Row row) {
        return new ClearedSlot(
                new CommunityId(row.id(0)),
                new Slot(row.time(1), Duration.ofSeconds(row.number(2))),
                new Hash32(row.text(3)),
                row.small(4),
                State.valueOf(row.text(5)),
                row.small(6),
                row.time(7));
    }
}
