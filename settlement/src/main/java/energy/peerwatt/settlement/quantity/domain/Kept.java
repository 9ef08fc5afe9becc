package energy.peerwatt.settlement.quantity.domain;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.BalancesChanged.Delivery;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far members kept to what they traded; who traded with somebody that did not is not to blame. */
public final class Kept {
    private Kept() {}

    /** One per member that traded in the slot, by account. */
    public static List<Delivery> in(SlotSettlement settled) {
        Map<AccountId, Delivery> byAccount = new TreeMap<>();
        for (SlotSettlement.Trade trade : settled.trades()) {
            add(byAccount, settled.slot(), trade.seller(), trade.traded(), trade.delivered());
            add(byAccount, settled.slot(), trade.buyer(), trade.traded(), trade.taken());
        }
        return List.copyOf(byAccount.values());
    }

    private static void add(
            Map<AccountId, Delivery> byAccount, Slot slot, AccountId account, Energy traded, Energy kept) {
        byAccount.merge(
                account,
                new Delivery(account, slot, traded, kept, Energy.ZERO),
                (before, more) -> new Delivery(
                        account,
                        slot,
                        before.traded().plus(more.traded()),
                        before.kept().plus(more.kept()),
                        Energy.ZERO));
    }

    /** Shortfall that a call of the grid operator caused: up to what is credited for the slot. */
    public static List<Delivery> excusedBy(ResponseVerified counted) {
        List<Delivery> excuses = new ArrayList<>();
        for (ResponseVerified.Line line : counted.lines()) {
            for (ResponseVerified.SlotResponse slot : line.slots()) {
                if (!slot.credited().isZero()) {
                    excuses.add(new Delivery(line.account(), slot.slot(), Energy.ZERO, Energy.ZERO, slot.credited()));
                }
            }
        }
        return excuses;
    }
}
