package energy.peerwatt.settlement.kpi.domain;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Adds settled slots up to key figures; each slot once, in its last revision. */
public final class KpiSum {
    /** What telemetry tells of the slots. */
    @FunctionalInterface
    public interface Homes {
        /** Empty where it tells too little. */
        Optional<HomeEnergy> find(MeterId meter, Slot slot);
    }

    private final Predicate<AccountId> wanted;
    private final Homes homes;
    private final BiPredicate<AccountId, Slot> called;
    private final OwnUse.Sum ownUse;
    private final Set<AccountId> members = new HashSet<>();
    private int slots;
    private int provisional;
    private Energy imported = Energy.ZERO;
    private Energy exported = Energy.ZERO;
    private Energy bought = Energy.ZERO;
    private Energy sold = Energy.ZERO;
    private Money benefit = Money.ZERO;
    private Money congestion = Money.ZERO;
    private Energy traded = Energy.ZERO;
    private Energy kept = Energy.ZERO;

    private KpiSum(Predicate<AccountId> wanted, boolean together, Homes homes, BiPredicate<AccountId, Slot> called) {
        this.wanted = wanted;
        this.homes = homes;
        this.called = called;
        this.ownUse = new OwnUse.Sum(together);
    }

    /** @param called whether an account answered a demand-response call in a slot, and so is not held to its trades */
    public static KpiSum of(AccountId account, Homes homes, BiPredicate<AccountId, Slot> called) {
        return new KpiSum(account::equals, false, homes, called);
    }

    /** Of all members together. */
    public static KpiSum ofCommunity(Homes homes, BiPredicate<AccountId, Slot> called) {
        return new KpiSum(account -> true, true, homes, called);
    }

    public void add(SlotSettlement slot) {
        boolean counts = false;
        for (SlotSettlement.Member member : slot.members()) {
            if (wanted.test(member.account())) {
                add(slot.slot(), member);
                counts = true;
            }
        }
        if (counts) {
            slots++;
            provisional += slot.state() == SlotSettlement.State.PROVISIONAL ? 1 : 0;
        }
        for (SlotSettlement.Trade trade : slot.trades()) {
            promise(trade.seller(), slot.slot(), trade.traded(), trade.delivered());
            promise(trade.buyer(), slot.slot(), trade.traded(), trade.taken());
        }
    }

    private void add(Slot slot, SlotSettlement.Member member) {
        members.add(member.account());
        imported = imported.plus(member.imported());
        exported = exported.plus(member.exported());
        bought = bought.plus(member.bought());
        sold = sold.plus(member.sold());
        benefit = benefit.plus(member.better());
        congestion = congestion.plus(member.congestion());
        homes.find(member.meter(), slot).ifPresent(home -> ownUse.add(member, home));
    }

    private void promise(AccountId account, Slot slot, Energy agreed, Energy shown) {
        if (wanted.test(account) && !called.test(account, slot)) {
            traded = traded.plus(agreed);
            kept = kept.plus(shown);
        }
    }

    public Kpis total() {
        return new Kpis(
                slots,
                provisional,
                members.size(),
                imported,
                exported,
                bought,
                sold,
                Permille.of(bought.wattHours(), imported.wattHours()),
                benefit,
                benefit.plus(congestion),
                traded,
                kept,
                Permille.of(kept.wattHours(), traded.wattHours()),
                ownUse.total());
    }
}
