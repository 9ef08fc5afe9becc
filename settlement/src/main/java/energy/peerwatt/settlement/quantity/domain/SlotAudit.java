package energy.peerwatt.settlement.quantity.domain;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import java.util.ArrayList;
import java.util.List;

/** The promises of a settled slot, checked on its result in production as in tests. */
public final class SlotAudit {
    private SlotAudit() {}

    /** Every promise that is broken, in words; empty when all hold. */
    public static List<String> violations(SlotSettlement settled) {
        List<String> violations = new ArrayList<>();
        for (SlotSettlement.Trade trade : settled.trades()) {
            if (trade.settled().compareTo(trade.traded()) > 0) {
                violations.add("trade " + trade.id() + " settles more than was traded");
            }
        }
        Money sum = Money.ZERO;
        for (SlotSettlement.Member member : settled.members()) {
            NetEnergy net = NetEnergy.of(member.imported(), member.exported());
            if (exceeds(member.sold(), net.surplus()) || exceeds(member.bought(), net.need())) {
                violations.add("account " + member.account() + " settles more than its meter measured");
            }
            if (member.total().plus(given(member, settled)).compareTo(member.supplierAlone()) < 0) {
                violations.add("account " + member.account() + " is worse off than with the supplier alone: "
                        + member.total() + " instead of " + member.supplierAlone());
            }
            sum = sum.plus(member.traded());
        }
        if (!sum.equals(Money.ZERO)) {
            violations.add("trades do not sum to zero: " + sum);
        }
        return violations;
    }

    /** What the supplier would have paid for what the member gave away: a gift is the only trade at no price. */
    private static Money given(SlotSettlement.Member member, SlotSettlement settled) {
        return settled.trades().stream()
                .filter(trade ->
                        trade.seller().equals(member.account()) && trade.price().equals(Price.ZERO))
                .map(trade -> member.feedIn().times(trade.settled()))
                .reduce(Money.ZERO, Money::plus);
    }

    private static boolean exceeds(Energy settled, Energy measured) {
        return settled.compareTo(measured) > 0;
    }
}
