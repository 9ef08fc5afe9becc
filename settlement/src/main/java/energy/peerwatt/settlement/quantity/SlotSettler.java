package energy.peerwatt.settlement.quantity;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.settlement.config.SettlementConfig;
import energy.peerwatt.settlement.event.Arrivals;
import energy.peerwatt.settlement.ledger.BalancePublisher;
import energy.peerwatt.settlement.ledger.Ledger;
import energy.peerwatt.settlement.ledger.domain.SlotPosting;
import energy.peerwatt.settlement.member.MemberVersion;
import energy.peerwatt.settlement.member.Members;
import energy.peerwatt.settlement.quantity.ClearedSlot.State;
import energy.peerwatt.settlement.quantity.Participants.Participant;
import energy.peerwatt.settlement.quantity.domain.Kept;
import energy.peerwatt.settlement.quantity.domain.Metering;
import energy.peerwatt.settlement.quantity.domain.SlotAudit;
import energy.peerwatt.settlement.quantity.domain.SlotInput;
import energy.peerwatt.settlement.quantity.domain.SlotMember;
import energy.peerwatt.settlement.quantity.domain.SlotRule;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Brings cleared slots to their settlement: FINAL as soon as all members' readings of both boundaries are verified;
 * PROVISIONAL a while after the slot's end if they are not. Settlement, posting and balances are one transaction.
 */
@ApplicationScoped
public class SlotSettler {
    private static final Logger LOG = Logger.getLogger(SlotSettler.class);
    /** An arrival is counted a little before its transaction ends, so now and then all open slots are looked at. */
    private static final long LOOK_AT_ALL_NANOS = 2_000_000_000L;

    /** Of slots looked at per round and state: a round's work must not grow with what is stuck. */
    private static final int AT_ONCE = 48;

    private final Clock clock;
    private final SettlementConfig config;
    private final Slots slots;
    private final Settlements settlements;
    private final MemberSlots memberSlots;
    private final Members members;
    private final Participants participants;
    private final MeterWindow meterWindow;
    private final Ledger ledger;
    private final BalancePublisher balances;
    private final Arrivals arrivals;
    private final MeterRegistry metrics;
    private long seenArrivals = -1;
    private long lookedAtAll;

    SlotSettler(
            Clock clock,
            SettlementConfig config,
            Slots slots,
            Settlements settlements,
            MemberSlots memberSlots,
            Members members,
            Participants participants,
            MeterWindow meterWindow,
            Ledger ledger,
            BalancePublisher balances,
            Arrivals arrivals,
            MeterRegistry metrics) {
        this.clock = clock;
        this.config = config;
        this.slots = slots;
        this.settlements = settlements;
        this.memberSlots = memberSlots;
        this.members = members;
        this.participants = participants;
        this.meterWindow = meterWindow;
        this.ledger = ledger;
        this.balances = balances;
        this.arrivals = arrivals;
        this.metrics = metrics;
    }

    /** Settles what can be settled now. Slots do not wait for each other. */
    public Uni<Void> settleDue() {
        Instant now = clock.instant();
        long arrived = arrivals.count();
        boolean news = arrived != seenArrivals || System.nanoTime() - lookedAtAll > LOOK_AT_ALL_NANOS;
        return Panache.withSession(() -> slots.open(now, AT_ONCE))
                .chain(open -> Multi.createFrom()
                        .iterable(open)
                        .filter(slot -> news || (slot.state() == State.CLEARED && provisionalDue(slot, now)))
                        .onItem()
                        .transformToUniAndConcatenate(this::settleAlone)
                        .collect()
                        .last())
                .invoke(() -> {
                    seenArrivals = arrived;
                    lookedAtAll = news ? System.nanoTime() : lookedAtAll;
                })
                .replaceWithVoid();
    }

    /** A slot that fails must not hold up the others. */
    private Uni<Void> settleAlone(ClearedSlot slot) {
        return Panache.withTransaction(() -> settle(slot))
                .onFailure()
                .invoke(failure -> {
                    LOG.errorf(failure, "slot %s of %s is not settled", slot.slot(), slot.community());
                    metrics.counter("peerwatt.slots.failed").increment();
                })
                .onFailure()
                .recoverWithNull();
    }

    private boolean provisionalDue(ClearedSlot slot, Instant now) {
        return !now.isBefore(slot.slot().end().plus(config.provisionalAfter()));
    }

    private Uni<Void> settle(ClearedSlot candidate) {
        return slots.lock(candidate.community(), candidate.slot().start())
                .chain(locked -> locked.filter(slot -> slot.state() != State.FINAL)
                        .map(slot -> slots.trades(slot)
                                .chain(trades -> members.at(slot.community(), slot.clearedAt())
                                        .chain(present -> settle(slot, trades, present))))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> settle(ClearedSlot slot, List<TradeLine> trades, List<MemberVersion> present) {
        if (trades.size() < slot.trades() || !allKnown(trades, present)) {
            return Uni.createFrom().voidItem();
        }
        return participants.of(slot, present).chain(taking -> settleFor(slot, trades, taking));
    }

    private Uni<Void> settleFor(ClearedSlot slot, List<TradeLine> trades, List<Participant> taking) {
        Set<MeterId> meters = taking.stream().map(one -> one.member().meter()).collect(Collectors.toSet());
        return meterWindow.of(slot.slot(), meters).chain(window -> {
            SlotInput input = new SlotInput(
                    slot.community(),
                    slot.slot(),
                    slot.resultHash(),
                    window.readingsRoot(),
                    taking.stream().map(one -> member(one, window)).toList(),
                    trades.stream().map(TradeLine::trade).toList());
            SlotSettlement settled = SlotRule.settle(input, slot.revision() + 1);
            return due(slot, settled)
                    ? book(
                            slot,
                            settled,
                            taking.stream().map(Participant::member).toList())
                    : Uni.createFrom().voidItem();
        });
    }

    private static SlotMember member(Participant one, MeterWindow.Window window) {
        MemberVersion member = one.member();
        return new SlotMember(
                member.account(),
                member.meter(),
                member.feedIn(),
                member.retail(),
                one.ready() ? window.of(member.meter()) : new Metering.Awaited());
    }

    /** The order book names members before their orders; a trade of a stranger means that the member is on its way. */
    private static boolean allKnown(List<TradeLine> trades, List<MemberVersion> present) {
        Set<AccountId> known = present.stream().map(MemberVersion::account).collect(Collectors.toSet());
        return trades.stream()
                .allMatch(line -> known.contains(line.trade().seller())
                        && known.contains(line.trade().buyer()));
    }

    private boolean due(ClearedSlot slot, SlotSettlement settled) {
        return switch (settled.state()) {
            case FINAL -> true;
            case PROVISIONAL -> slot.state() == State.CLEARED && provisionalDue(slot, clock.instant());
        };
    }

    private Uni<Void> book(ClearedSlot slot, SlotSettlement settled, List<MemberVersion> present) {
        alarm(settled);
        Map<AccountId, String> wallets =
                present.stream().collect(Collectors.toMap(MemberVersion::account, MemberVersion::wallet));
        return settlements
                .add(settled)
                .chain(() -> memberSlots.put(settled))
                .chain(() -> ledger.revise(settled.community(), SlotPosting.of(settled, wallets), settled.slot()))
                .chain(() -> slots.settled(
                        slot, State.valueOf(settled.state().name()), settled.revision(), (int) settled.trades().stream()
                                .filter(trade -> !trade.settled().isZero())
                                .count()))
                .chain(() -> switch (settled.state()) {
                    case FINAL ->
                        balances.settled(
                                settled.community(),
                                settled.slot(),
                                settled.revision(),
                                Set.copyOf(wallets.values()),
                                Kept.in(settled));
                    case PROVISIONAL -> balances.provisional(settled.community(), settled.slot(), settled.revision());
                })
                .invoke(() -> {
                    metrics.counter(
                                    "peerwatt.slots.settled",
                                    "state",
                                    settled.state().name())
                            .increment();
                    LOG.infof(
                            "slot %s settled: %s, revision %d, %d trades",
                            settled.slot(),
                            settled.state(),
                            settled.revision(),
                            settled.trades().size());
                });
    }

    private void alarm(SlotSettlement settled) {
        for (String violation : SlotAudit.violations(settled)) {
            LOG.errorf("slot %s breaks a promise: %s", settled.slot(), violation);
            metrics.counter("peerwatt.slots.promises.broken").increment();
        }
    }
}
