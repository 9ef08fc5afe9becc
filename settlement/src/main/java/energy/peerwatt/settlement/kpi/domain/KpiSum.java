package energy.peerwatt.settlement.kpi.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.quantity.domain.MemberSlot;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
    private @Nullable Slot last;
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

    /** Of one slot all members come one after the other. */
    public void add(MemberSlot member) {
        if (!wanted.test(member.account())) {
            return;
        }
        if (!member.slot().equals(last)) {
            last = member.slot();
            slots++;
            provisional += member.settled() ? 0 : 1;
        }
        members.add(member.account());
        imported = imported.plus(member.imported());
        exported = exported.plus(member.exported());
        bought = bought.plus(member.bought());
        sold = sold.plus(member.sold());
        benefit = benefit.plus(member.better());
        congestion = congestion.plus(member.congestion());
        homes.find(member.meter(), member.slot()).ifPresent(home -> ownUse.add(member, home));
        if (!called.test(member.account(), member.slot())) {
            traded = traded.plus(member.traded());
            kept = kept.plus(member.kept());
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
