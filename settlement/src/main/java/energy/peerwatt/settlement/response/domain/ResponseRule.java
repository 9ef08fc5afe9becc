package energy.peerwatt.settlement.response.domain;

import energy.peerwatt.messages.bundle.ResponseLine.Payment;
import energy.peerwatt.messages.bundle.ResponseLine.Reason;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the demand-response fund pays for a verified response, as a pure function: rewards to who answered, and what the
 * others of their trades lost because of the answer.
 *
 * <p>Holds for every input that {@link ResponseAudit} lets pass: the sum is within the currency budget, nobody's
 * compensated Wh of a slot are more than what is credited to the member that caused them, and a payment is Wh x price.
 */
public final class ResponseRule {
    private final ResponseVerified response;
    private final Map<Slot, SlotSettlement> slots;
    /** What is left of each member's credit, per slot in slot order. */
    private final Map<Slot, Map<AccountId, Energy>> credit = new TreeMap<>();

    private final List<Claim> claims = new ArrayList<>();

    private ResponseRule(ResponseVerified response, Map<Slot, SlotSettlement> slots) {
        this.response = response;
        this.slots = slots;
        for (ResponseVerified.Line line : response.lines()) {
            line.slots()
                    .forEach(slot -> credit.computeIfAbsent(slot.slot(), one -> new HashMap<>())
                            .put(line.account(), slot.credited()));
        }
    }

    /** What somebody is short of, before the budget is looked at. */
    private record Claim(Slot slot, AccountId account, TradeId trade, Energy energy, Money amount) {}

    /**
     * @param slots final settlements of all slots the response names
     * @return rewards in the response's order, then compensations by slot and trade
     */
    public static List<Payment> payments(ResponseVerified response, Map<Slot, SlotSettlement> slots) {
        return new ResponseRule(response, slots).payments();
    }

    private List<Payment> payments() {
        List<Payment> payments = new ArrayList<>();
        Money left = response.currencyBudget();
        for (ResponseVerified.Line line : response.lines()) {
            if (!line.currencyReward().equals(Money.ZERO)) {
                Slot last = line.slots().getLast().slot();
                pay(payments, Reason.REWARD, last, line.account(), null, line.verified(), line.currencyReward());
                left = left.minus(line.currencyReward());
            }
        }
        credit.forEach((slot, credited) -> {
            SlotSettlement settled = slots.get(slot);
            if (settled == null) {
                throw new IllegalArgumentException("slot " + slot + " is not settled");
            }
            settled.trades().forEach(trade -> claim(settled, trade, credited));
        });
        List<Money> amounts =
                Scaling.within(left, claims.stream().map(Claim::amount).toList());
        for (int i = 0; i < amounts.size(); i++) {
            Claim claim = claims.get(i);
            pay(
                    payments,
                    Reason.COMPENSATION,
                    claim.slot(),
                    claim.account(),
                    claim.trade(),
                    claim.energy(),
                    amounts.get(i));
        }
        return payments;
    }

    private void claim(SlotSettlement settled, SlotSettlement.Trade trade, Map<AccountId, Energy> credited) {
        long feedIn = member(settled, trade.seller()).feedIn().microPerKwh();
        long retail = member(settled, trade.buyer()).retail().microPerKwh();
        long price = trade.price().microPerKwh();
        long buyersLoss =
                retail - price - trade.fee().microPerKwh() - trade.congestion().microPerKwh();
        claim(
                settled.slot(),
                trade,
                trade.seller(),
                trade.delivered(),
                trade.buyer(),
                trade.taken(),
                buyersLoss,
                credited);
        claim(
                settled.slot(),
                trade,
                trade.buyer(),
                trade.taken(),
                trade.seller(),
                trade.delivered(),
                Math.max(0, price - feedIn),
                credited);
    }

    /**
     * @param own what the meter of the one who answered gave to the trade
     * @param others what the other side's meter gave to it: no more could have been settled
     * @param loss of the other per Wh, in micro-currency per kWh
     */
    private void claim(
            Slot slot,
            SlotSettlement.Trade trade,
            AccountId responder,
            Energy own,
            AccountId other,
            Energy others,
            long loss,
            Map<AccountId, Energy> credited) {
        Energy left = credited.getOrDefault(responder, Energy.ZERO);
        Energy caused =
                trade.traded().minus(own).min(others.minus(trade.settled())).min(left);
        if (caused.isZero()) {
            return;
        }
        credited.put(responder, left.minus(caused));
        if (loss > 0) {
            claims.add(new Claim(slot, other, trade.id(), caused, new Price(loss).times(caused)));
        }
    }

    private static SlotSettlement.Member member(SlotSettlement settled, AccountId account) {
        return settled.members().stream()
                .filter(member -> member.account().equals(account))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("account " + account + " trades, but is no member"));
    }

    /** As Wh x price; where the amount does not divide, the last of the Wh are paid one micro-currency per kWh more. */
    private static void pay(
            List<Payment> payments,
            Reason reason,
            Slot slot,
            AccountId account,
            @Nullable TradeId trade,
            Energy energy,
            Money amount) {
        long dearer = amount.nano() % energy.wattHours();
        long price = amount.nano() / energy.wattHours();
        add(payments, reason, slot, account, trade, energy.wattHours() - dearer, price);
        add(payments, reason, slot, account, trade, dearer, price + 1);
    }

    private static void add(
            List<Payment> payments,
            Reason reason,
            Slot slot,
            AccountId account,
            @Nullable TradeId trade,
            long wattHours,
            long price) {
        if (wattHours > 0 && price > 0) {
            payments.add(new Payment(reason, slot, account, trade, new Energy(wattHours), new Price(price)));
        }
    }
}
