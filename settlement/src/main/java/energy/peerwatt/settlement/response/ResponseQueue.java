package energy.peerwatt.settlement.response;

import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.settlement.alarm.Alarms;
import energy.peerwatt.settlement.batch.domain.FundPayments;
import energy.peerwatt.settlement.batch.domain.FundQueue;
import energy.peerwatt.settlement.ledger.domain.LedgerAccount;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settled responses on their way into the next batch, in the order they were settled, up to the first that the fund
 * cannot pay. One with a payee whose account on chain is not open waits alone.
 */
@ApplicationScoped
public class ResponseQueue {
    private final Alarms alarms;

    ResponseQueue(Alarms alarms) {
        this.alarms = alarms;
    }

    private record Row(GridEventId event, FundPayments.Payment payment) {}

    public Uni<List<FundPayments>> waiting(CommunityId community) {
        return Sql.of("""
                select p.event, coalesce(a.account_index, :none), p.energy, p.price, p.trade, r.document
                from response r join response_payment p on p.event = r.event
                    left join canonical_escrow_account a on a.owner = p.wallet
                where r.community = :community and r.state = 'SETTLED' and r.batch is null
                order by r.settled_seq, p.idx
                """)
                .with("none", FundPayments.NO_ACCOUNT)
                .with("community", community.value())
                .list(row -> new Row(
                        new GridEventId(row.id(0)),
                        new FundPayments.Payment(
                                row.small(1),
                                new Energy(row.number(2)),
                                new Price(row.number(3)),
                                CanonicalJson.hash(Responses.response(row.text(5))),
                                row.isNull(4)
                                        ? Hash32.ZERO
                                        : Hash32.of(Hashing.keccak256(new TradeId(row.id(4)).bytes())))))
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : fundAfter(community).map(left -> next(rows, left)));
    }

    /**
     * What the ledger says is left of the fund once everything is paid that waits here. Congestion of slots that are in no
     * batch yet is not there on chain.
     */
    private static Uni<Money> fundAfter(CommunityId community) {
        return Sql.of("""
                select coalesce(sum(e.amount), 0)
                from ledger_entry e join posting p on p.id = e.posting
                    left join slot s on s.community = p.community and s.start = p.slot_start
                where e.community = :community and e.account = :fund
                    and (p.slot_start is null or s.batch is not null)
                """)
                .with("community", community.value())
                .with("fund", LedgerAccount.DEMAND_RESPONSE_FUND.code())
                .list(row -> Money.ofNano(row.number(0)))
                .map(List::getFirst);
    }

    private List<FundPayments> next(List<Row> rows, Money left) {
        Map<GridEventId, List<FundPayments.Payment>> byEvent = new LinkedHashMap<>();
        rows.forEach(row ->
                byEvent.computeIfAbsent(row.event(), event -> new ArrayList<>()).add(row.payment()));
        List<FundPayments> waiting = byEvent.entrySet().stream()
                .map(entry -> new FundPayments(entry.getKey(), entry.getValue()))
                .toList();
        Money fund = waiting.stream().map(FundPayments::sum).reduce(left, Money::plus);
        FundQueue queue = FundQueue.of(waiting, fund);
        queue.withoutAccount()
                .forEach(event -> alarms.raise(
                        "response waits",
                        event.toString(),
                        "the account of a payee is not open on chain; the responses behind it are paid"));
        queue.notCovered()
                .ifPresent(event -> alarms.raise(
                        "demand-response fund",
                        event.toString(),
                        "it holds " + fund + ", which does not pay the responses that wait for the next batch"));
        return queue.next();
    }

    /** In the transaction that stores the batch. */
    public Uni<Void> batched(List<GridEventId> events, long batch) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(
                        event -> Sql.of("update response set batch = :batch where event = :event and batch is null")
                                .with("batch", batch)
                                .with("event", event.value())
                                .run())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
