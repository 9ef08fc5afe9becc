package energy.peerwatt.settlement.statement;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.util.List;

/**
 * A member's slots as they were last settled.
 *
 * @param total sums over the lines
 */
public record Statement(AccountId account, List<Line> lines, Total total) {

    /**
     * @param supplier what the supplier pays (+) or charges (-) for what was not traded
     * @param total all the member gets (+) or pays (-)
     * @param supplierAlone what the supplier alone would have made of the slot
     * @param better total minus supplierAlone, never negative
     */
    public record Line(
            Slot slot,
            SlotSettlement.State state,
            int revision,
            Energy imported,
            Energy exported,
            Energy bought,
            Energy sold,
            Money traded,
            Money fees,
            Money supplier,
            Money total,
            Money supplierAlone,
            Money better,
            List<TradeLeg> trades) {}

    /** @param price what the seller receives; the buyer pays the fee on top */
    public record TradeLeg(
            String id,
            String side,
            Energy traded,
            Energy delivered,
            Energy taken,
            Energy settled,
            Price price,
            Price fee) {}

    public record Total(Money traded, Money fees, Money supplier, Money total, Money supplierAlone, Money better) {
        static final Total ZERO = new Total(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

        Total plus(Line line) {
            return new Total(
                    traded.plus(line.traded()),
                    fees.plus(line.fees()),
                    supplier.plus(line.supplier()),
                    total.plus(line.total()),
                    supplierAlone.plus(line.supplierAlone()),
                    better.plus(line.better()));
        }
    }

    /** Of the slots the account was a member in. */
    static Statement of(AccountId account, List<SlotSettlement> slots) {
        List<Line> lines = slots.stream()
                .flatMap(slot -> slot.members().stream()
                        .filter(member -> member.account().equals(account))
                        .map(member -> line(slot, member)))
                .toList();
        Total total = Total.ZERO;
        for (Line line : lines) {
            total = total.plus(line);
        }
        return new Statement(account, lines, total);
    }

    private static Line line(SlotSettlement slot, SlotSettlement.Member member) {
        return new Line(
                slot.slot(),
                slot.state(),
                slot.revision(),
                member.imported(),
                member.exported(),
                member.bought(),
                member.sold(),
                member.traded(),
                member.fees(),
                member.supplier(),
                member.total(),
                member.supplierAlone(),
                member.total().minus(member.supplierAlone()),
                slot.trades().stream()
                        .filter(trade -> trade.seller().equals(member.account())
                                || trade.buyer().equals(member.account()))
                        .map(trade -> leg(trade, member.account()))
                        .toList());
    }

    private static TradeLeg leg(SlotSettlement.Trade trade, AccountId account) {
        return new TradeLeg(
                trade.id().toString(),
                trade.seller().equals(account) ? "SELL" : "BUY",
                trade.traded(),
                trade.delivered(),
                trade.taken(),
                trade.settled(),
                trade.price(),
                trade.fee());
    }
}
