package energy.peerwatt.settlement.response;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.kit.intake.Refused;
import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.ResponseLine;
import energy.peerwatt.messages.bundle.ResponseLine.Payment;
import energy.peerwatt.messages.bundle.ResponseLine.Reason;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.response.domain.CountedLines;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Verified responses as they came, their state and payments. */
@ApplicationScoped
public class Responses {
    private static final String PAYMENT = "reason, slot_start, seconds, account, trade, energy, price, event";

    /** A payment with the event it belongs to. */
    public record EventPayment(GridEventId event, Payment payment) {}

    /** @throws Refused if its event was verified before otherwise, or a slot of an account was credited before */
    Uni<Void> add(ResponseVerified response) {
        return Sql.of("""
                insert into response (event, community, document, state)
                values (:event, :community, :document, 'RECEIVED') on conflict do nothing
                """)
                .with("event", response.event().value())
                .with("community", response.community().value())
                .with("document", json(response))
                .run()
                .chain(rows -> rows == 0 ? refuseAnother(response) : credit(response));
    }

    private static Uni<Void> refuseAnother(ResponseVerified response) {
        return Sql.of("select document from response where event = :event")
                .with("event", response.event().value())
                .first(row -> response(row.text(0)))
                .invoke(known -> {
                    if (!known.equals(Optional.of(response))) {
                        throw new Refused("event " + response.event() + " was verified before with another result");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> credit(ResponseVerified response) {
        record Credit(AccountId account, Slot slot) {}
        List<Credit> credits = response.lines().stream()
                .flatMap(line -> line.slots().stream()
                        .filter(slot -> !slot.credited().isZero())
                        .map(slot -> new Credit(line.account(), slot.slot())))
                .toList();
        return Multi.createFrom()
                .iterable(credits)
                .onItem()
                .transformToUniAndConcatenate(credit -> Sql.of("""
                        insert into response_credit (community, account, slot_start, event)
                        values (:community, :account, :start, :event) on conflict do nothing
                        """)
                        .with("community", response.community().value())
                        .with("account", credit.account().value())
                        .with("start", credit.slot().start())
                        .with("event", response.event().value())
                        .run()
                        .invoke(rows -> {
                            if (rows == 0) {
                                throw new Refused("account " + credit.account() + " was credited before in slot "
                                        + credit.slot());
                            }
                        }))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Those that are not settled yet. */
    Uni<List<ResponseVerified>> open() {
        return Sql.of("select document from response where state = 'RECEIVED' order by event")
                .list(row -> response(row.text(0)));
    }

    /** Nobody else settles it until this transaction ends; false if somebody did. */
    Uni<Boolean> lock(GridEventId event) {
        return Sql.of("select 1 from response where event = :event and state = 'RECEIVED' for update")
                .with("event", event.value())
                .first(row -> row.number(0))
                .map(Optional::isPresent);
    }

    /** What it was credited may be credited again. */
    Uni<Void> refused(GridEventId event, String reason) {
        return Sql.of("update response set state = 'REFUSED', reason = :reason where event = :event")
                .with("reason", reason)
                .with("event", event.value())
                .run()
                .chain(() -> giveUpCredits(event, List.of()))
                .replaceWithVoid();
    }

    /** @param counted what of the response counts; the credits of its other lines are given up */
    Uni<Void> settled(
            ResponseVerified response,
            ResponseVerified counted,
            List<Payment> payments,
            Map<AccountId, String> wallets) {
        return Multi.createFrom()
                .range(0, payments.size())
                .onItem()
                .transformToUniAndConcatenate(i -> insert(response, i, payments.get(i), wallets))
                .collect()
                .last()
                .chain(() -> Sql.of("""
                        update response set state = 'SETTLED', settled_seq = nextval('response_settled'),
                            counted = nullif(:counted, ''), tokens = :tokens
                        where event = :event
                        """)
                        .with("counted", counted.equals(response) ? "" : json(counted))
                        .with("tokens", CountedLines.tokens(counted).nano())
                        .with("event", response.event().value())
                        .run())
                .chain(() -> giveUpCredits(
                        response.event(),
                        counted.lines().stream()
                                .map(line -> line.account().value())
                                .toList()))
                .replaceWithVoid();
    }

    /** What all settled responses earned; nobody settles another of this community until this transaction ends. */
    Uni<TokenAmount> earned(CommunityId community) {
        return Sql.of("select count(*) from (select pg_advisory_xact_lock(hashtext(:community)) offset 0) locked")
                .with("community", "tokens " + community)
                .first(row -> row.number(0))
                .chain(() -> Sql.of("""
                        select cast(coalesce(sum(tokens), 0) as bigint) from response
                        where community = :community and state = 'SETTLED'
                        """)
                        .with("community", community.value())
                        .first(row -> TokenAmount.ofNano(row.number(0))))
                .map(Optional::orElseThrow);
    }

    /** A slot may be credited again for all but these accounts. */
    private static Uni<Integer> giveUpCredits(GridEventId event, List<UUID> but) {
        return but.isEmpty()
                ? Sql.of("delete from response_credit where event = :event")
                        .with("event", event.value())
                        .run()
                : Sql.of("delete from response_credit where event = :event and account not in (:accounts)")
                        .with("event", event.value())
                        .with("accounts", but)
                        .run();
    }

    private static Uni<Integer> insert(
            ResponseVerified response, int index, Payment payment, Map<AccountId, String> wallets) {
        TradeId trade = payment.trade();
        return Sql.of("""
                insert into response_payment
                    (event, idx, community, reason, slot_start, seconds, account, wallet, trade, energy, price)
                values (:event, :idx, :community, :reason, :start, :seconds, :account, :wallet,
                    cast(nullif(:trade, '') as uuid), :energy, :price)
                """)
                .with("event", response.event().value())
                .with("idx", index)
                .with("community", response.community().value())
                .with("reason", payment.reason().name())
                .with("start", payment.slot().start())
                .with("seconds", (int) payment.slot().length().toSeconds())
                .with("account", payment.account().value())
                .with("wallet", wallets.get(payment.account()))
                .with("trade", trade == null ? "" : trade.toString())
                .with("energy", payment.energy().wattHours())
                .with("price", payment.price().microPerKwh())
                .run();
    }

    /** What the fund paid an account for slots that start after a time. */
    public Uni<List<EventPayment>> paidTo(CommunityId community, AccountId account, Instant after) {
        return Sql.of("select " + PAYMENT + " from response_payment where community = :community"
                        + " and account = :account and slot_start > :after order by slot_start, event, idx")
                .with("community", community.value())
                .with("account", account.value())
                .with("after", after)
                .list(row -> new EventPayment(new GridEventId(row.id(7)), payment(row)));
    }

    /** Settled responses after one, in the order they were settled; from the first without one. */
    public Uni<List<ResponseLine>> lines(CommunityId community, Optional<GridEventId> after, int limit) {
        return Sql.of("""
                select document, batch, event from response
                where community = :community and state = 'SETTLED' and settled_seq > coalesce(
                    (select settled_seq from response where cast(event as text) = :after), 0)
                order by settled_seq limit cast(:limit as bigint)
                """)
                .with("community", community.value())
                .with("after", after.map(GridEventId::toString).orElse(""))
                .with("limit", limit)
                .list(row -> new ResponseLine(response(row.text(0)), List.of(), row.isNull(1) ? null : row.number(1)))
                .chain(lines -> Multi.createFrom()
                        .iterable(lines)
                        .onItem()
                        .transformToUniAndConcatenate(
                                line -> payments(line.response().event())
                                        .map(paid -> new ResponseLine(line.response(), paid, line.batch())))
                        .collect()
                        .asList());
    }

    private static Uni<List<Payment>> payments(GridEventId event) {
        return Sql.of("select " + PAYMENT + " from response_payment where event = :event order by idx")
                .with("event", event.value())
                .list(Responses::payment);
    }

    private static Payment payment(Row row) {
        return new Payment(
                Reason.valueOf(row.text(0)),
                new Slot(row.time(1), Duration.ofSeconds(row.number(2))),
                new AccountId(row.id(3)),
                row.isNull(4) ? null : new TradeId(row.id(4)),
                new Energy(row.number(5)),
                new Price(row.number(6)));
    }

    public static ResponseVerified response(String json) {
        try {
            return Json.mapper().readValue(json, ResponseVerified.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored response cannot be read", e);
        }
    }

    private static String json(ResponseVerified response) {
        try {
            return Json.mapper().writeValueAsString(response);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a response cannot be written as JSON", e);
        }
    }
}
