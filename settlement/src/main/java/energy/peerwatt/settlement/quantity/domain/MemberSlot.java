package energy.peerwatt.settlement.quantity.domain;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.BalancesChanged.Delivery;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a settled slot came to for one member.
 *
 * @param settled whether no revision follows
 * @param better than with the supplier alone
 * @param traded Wh that it agreed to, sold or bought
 * @param kept Wh of these that its own meter showed
 */
public record MemberSlot(
        AccountId account,
        MeterId meter,
        Slot slot,
        boolean settled,
        Energy imported,
        Energy exported,
        Energy bought,
        Energy sold,
        Money better,
        Money congestion,
        Energy traded,
        Energy kept) {

    /** Of all members, by account. */
    public static List<MemberSlot> of(SlotSettlement slot) {
        Map<AccountId, Delivery> kept =
                Kept.in(slot).stream().collect(Collectors.toMap(Delivery::account, Function.identity()));
        return slot.members().stream()
                .map(member -> of(
                        slot,
                        member,
                        kept.getOrDefault(
                                member.account(),
                                new Delivery(member.account(), slot.slot(), Energy.ZERO, Energy.ZERO, Energy.ZERO))))
                .toList();
    }

    private static MemberSlot of(SlotSettlement slot, SlotSettlement.Member member, Delivery delivery) {
        return new MemberSlot(
                member.account(),
                member.meter(),
                slot.slot(),
                slot.state() == SlotSettlement.State.FINAL,
                member.imported(),
                member.exported(),
                member.bought(),
                member.sold(),
                member.better(),
                member.congestion(),
                delivery.traded(),
                delivery.kept());
    }
}
