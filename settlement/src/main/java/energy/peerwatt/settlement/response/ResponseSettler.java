package energy.peerwatt.settlement.response;

import energy.peerwatt.messages.bundle.ResponseLine.Payment;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.bundle.SlotSettlement.State;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.alarm.Alarms;
import energy.peerwatt.settlement.config.SettlementConfig;
import energy.peerwatt.settlement.ledger.BalancePublisher;
import energy.peerwatt.settlement.ledger.Ledger;
import energy.peerwatt.settlement.ledger.domain.Cause;
import energy.peerwatt.settlement.ledger.domain.LedgerAccount;
import energy.peerwatt.settlement.ledger.domain.Posting;
import energy.peerwatt.settlement.member.MemberVersion;
import energy.peerwatt.settlement.member.Members;
import energy.peerwatt.settlement.quantity.Settlements;
import energy.peerwatt.settlement.quantity.domain.Kept;
import energy.peerwatt.settlement.response.domain.CountedLines;
import energy.peerwatt.settlement.response.domain.Overdue;
import energy.peerwatt.settlement.response.domain.ResponseAudit;
import energy.peerwatt.settlement.response.domain.ResponseRule;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Pays a verified response once all its slots are final: payments, posting and balances are one transaction. */
@ApplicationScoped
public class ResponseSettler {
    private static final Logger LOG = Logger.getLogger(ResponseSettler.class);

    private final Clock clock;
    private final SettlementConfig config;
    private final Responses responses;
    private final Settlements settlements;
    private final Members members;
    private final Ledger ledger;
    private final BalancePublisher balances;
    private final Alarms alarms;

    ResponseSettler(
            Clock clock,
            SettlementConfig config,
            Responses responses,
            Settlements settlements,
            Members members,
            Ledger ledger,
            BalancePublisher balances,
            Alarms alarms) {
        this.clock = clock;
        this.config = config;
        this.responses = responses;
        this.settlements = settlements;
        this.members = members;
        this.ledger = ledger;
        this.balances = balances;
        this.alarms = alarms;
    }

    /** Settles what can be settled now; one that fails does not hold up the others. */
    public Uni<Void> settleDue() {
        return Panache.withSession(responses::open)
                .chain(open -> Multi.createFrom()
                        .iterable(open)
                        .onItem()
                        .transformToUniAndConcatenate(response -> Panache.withTransaction(() -> settle(response))
                                .onFailure()
                                .invoke(failure -> LOG.errorf(failure, "event %s is not settled", response.event()))
                                .onFailure()
                                .recoverWithNull())
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> settle(ResponseVerified response) {
        return slots(response).chain(slots -> {
            if (!slots.keySet().containsAll(named(response))) {
                sayIfOverdue(response, slots.keySet());
                return Uni.createFrom().voidItem();
            }
            return responses
                    .lock(response.event())
                    .chain(mine -> mine
                            ? members.latest(response.community())
                                    .chain(present -> settle(response, slots, wallets(present)))
                            : Uni.createFrom().voidItem());
        });
    }

    /** Readings that never come keep a slot from becoming final, and whoever answered waits for their money. */
    private void sayIfOverdue(ResponseVerified response, Set<Slot> settled) {
        List<Slot> overdue = Overdue.slots(response, settled, clock.instant(), config.responseAlarmAfter());
        if (!overdue.isEmpty()) {
            alarms.raise("response waits", response.event().toString(), "slots that are not final: " + overdue);
        }
    }

    private Uni<Void> settle(
            ResponseVerified response, Map<Slot, SlotSettlement> slots, Map<AccountId, String> wallets) {
        List<String> violations = ResponseAudit.violations(response, slots);
        if (!violations.isEmpty()) {
            alarms.raise("response refused", response.event().toString(), String.join("; ", violations));
            return responses.refused(response.event(), String.join("; ", violations));
        }
        ResponseVerified counted = CountedLines.of(response, slots);
        response.lines().stream()
                .filter(line -> !counted.lines().contains(line))
                .forEach(line -> alarms.raise(
                        "response not counted",
                        response.event() + " " + line.account(),
                        "it is no member of a slot that credits it, so it gets nothing"));
        return responses.earned(response.community()).chain(earned -> {
            ResponseVerified capped = CountedLines.withinCap(counted, earned);
            if (!capped.equals(counted)) {
                alarms.raise(
                        "token cap",
                        response.event().toString(),
                        CountedLines.tokens(counted) + " after " + earned + " are above the cap of " + TokenAmount.CAP
                                + "; it earns none");
            }
            return pay(response, capped, slots, wallets);
        });
    }

    /** @param counted what of the response counts */
    private Uni<Void> pay(
            ResponseVerified response,
            ResponseVerified counted,
            Map<Slot, SlotSettlement> slots,
            Map<AccountId, String> wallets) {
        List<Payment> payments = ResponseRule.payments(counted, slots);
        ResponseAudit.violations(response, payments)
                .forEach(violation ->
                        alarms.raise("promise broken", response.event().toString(), violation));
        return responses
                .settled(response, counted, payments, wallets)
                .chain(() -> ledger.post(response.community(), posting(response, payments, wallets)))
                .chain(() -> balances.excused(
                        response.community(),
                        payments.stream()
                                .map(payment -> wallets.get(payment.account()))
                                .collect(Collectors.toSet()),
                        Kept.excusedBy(counted)))
                .invoke(() -> LOG.infof(
                        "event %s settled: %d participants, %d payments",
                        response.event(), counted.lines().size(), payments.size()));
    }

    private static Posting posting(ResponseVerified response, List<Payment> payments, Map<AccountId, String> wallets) {
        Map<LedgerAccount, Money> amounts = new HashMap<>();
        for (Payment payment : payments) {
            amounts.merge(new LedgerAccount.Escrow(wallets.get(payment.account())), payment.amount(), Money::plus);
            amounts.merge(LedgerAccount.DEMAND_RESPONSE_FUND, payment.amount().negated(), Money::plus);
        }
        return new Posting(new Cause.ResponseSettled(response.event()), null, amounts);
    }

    private static Set<Slot> named(ResponseVerified response) {
        return response.lines().stream()
                .flatMap(line -> line.slots().stream())
                .map(SlotResponse::slot)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Final settlements of the slots it names, as far as there are any. */
    private Uni<Map<Slot, SlotSettlement>> slots(ResponseVerified response) {
        return Multi.createFrom()
                .iterable(named(response))
                .onItem()
                .transformToUniAndConcatenate(slot -> settlements.latest(response.community(), slot.start()))
                .collect()
                .asList()
                .map(found -> {
                    Map<Slot, SlotSettlement> slots = new TreeMap<>();
                    found.forEach(one -> one.filter(settled -> settled.state() == State.FINAL)
                            .ifPresent(settled -> slots.put(settled.slot(), settled)));
                    return slots;
                });
    }

    private static Map<AccountId, String> wallets(List<MemberVersion> present) {
        return present.stream().collect(Collectors.toMap(MemberVersion::account, MemberVersion::wallet));
    }
}
