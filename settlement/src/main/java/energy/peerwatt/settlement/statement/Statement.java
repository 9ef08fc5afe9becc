package energy.peerwatt.settlement.statement;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.bundle.ResponseLine;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.response.Responses.EventPayment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member's slots as they were last settled.
 *
 * @param total sums over the lines
 */
public record Statement(AccountId account, List<Line> lines, Total total) {

    /**
     * @param congestion what limits of the grid added to purchases; the demand-response fund received it
     * @param supplier what the supplier pays (+) or charges (-) for what was not traded
     * @param total all the member gets (+) or pays (-)
     * @param supplierAlone what the supplier alone would have made of the slot
     * @param better total minus supplierAlone, never negative
     * @param response what the demand-response fund paid for the slot; not in {@code total}
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
            Money congestion,
            Money supplier,
            Money total,
            Money supplierAlone,
            Money better,
            Money response,
            List<TradeLeg> trades,
            List<ResponseLeg> payments) {}

    /**
     * A payment of the demand-response fund.
     *
     * @param trade that was left short; absent for a reward
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ResponseLeg(
            String event,
            ResponseLine.Reason reason,
            @Nullable String trade,
            Energy energy,
            Price price,
            Money amount) {}

    /** @param price what the seller receives; the buyer pays fee and congestion on top */
    public record TradeLeg(
            String id,
            String side,
            Energy traded,
            Energy delivered,
            Energy taken,
            Energy settled,
            Price price,
            Price fee,
            Price congestion) {}

    public record Total(
            Money traded,
            Money fees,
            Money congestion,
            Money supplier,
            Money total,
            Money supplierAlone,
            Money better,
            Money response) {
        static final Total ZERO = new Total(
                Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

        Total plus(Line line) {
            return new Total(
                    traded.plus(line.traded()),
                    fees.plus(line.fees()),
                    congestion.plus(line.congestion()),
                    supplier.plus(line.supplier()),
                    total.plus(line.total()),
                    supplierAlone.plus(line.supplierAlone()),
                    better.plus(line.better()),
                    response.plus(line.response()));
        }
    }

    /** Of the slots the account was a member in. */
    static Statement of(AccountId account, List<SlotSettlement> slots, List<EventPayment> payments) {
        List<Line> lines = slots.stream()
                .flatMap(slot -> slot.members().stream()
                        .filter(member -> member.account().equals(account))
                        .map(member -> line(slot, member, payments)))
                .toList();
        Total total = Total.ZERO;
        for (Line line : lines) {
            total = total.plus(line);
        }
        return new Statement(account, lines, total);
    }

    private static Line line(SlotSettlement slot, SlotSettlement.Member member, List<EventPayment> payments) {
        List<ResponseLeg> paid = payments.stream()
                .filter(payment -> payment.payment().slot().equals(slot.slot()))
                .map(Statement::leg)
                .toList();
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
                member.congestion(),
                member.supplier(),
                member.total(),
                member.supplierAlone(),
                member.better(),
                paid.stream().map(ResponseLeg::amount).reduce(Money.ZERO, Money::plus),
                slot.trades().stream()
                        .filter(trade -> trade.seller().equals(member.account())
                                || trade.buyer().equals(member.account()))
                        .map(trade -> leg(trade, member.account()))
                        .toList(),
                paid);
    }

    private static ResponseLeg leg(EventPayment paid) {
        ResponseLine.Payment payment = paid.payment();
        return new ResponseLeg(
                paid.event().toString(),
                payment.reason(),
                payment.trade() == null ? null : payment.trade().toString(),
                payment.energy(),
                payment.price(),
                payment.amount());
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
                trade.fee(),
                trade.congestion());
    }
}
