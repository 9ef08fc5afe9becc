package energy.peerwatt.verifier.settlement;

import energy.peerwatt.messages.bundle.ResponseLine.Payment;
import energy.peerwatt.messages.bundle.ResponseLine.Reason;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.verifier.market.Shares;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What the demand-response fund owes for a verified response: rewards, and what others lost by it. */
public final class Compensation {
    private final List<Payment> payments = new ArrayList<>();

    private Compensation() {}

    /** Wh of a trade that were lost, and what they were worth to the one who lost them. */
    private record Loss(Slot slot, TradeId trade, AccountId account, long wh, long nano) {}

    /**
     * @param slots final settlements of the slots that the response names, in slot order
     * @throws IllegalArgumentException if one is missing
     */
    public static List<Payment> of(ResponseVerified response, SortedMap<Slot, SlotSettlement> slots) {
        Compensation owed = new Compensation();
        long budget = response.currencyBudget().nano();
        for (ResponseVerified.Line line : response.lines()) {
            long reward = line.currencyReward().nano();
            if (reward > 0) {
                owed.pay(
                        Reason.REWARD,
                        line.slots().getLast().slot(),
                        line.account(),
                        null,
                        line.verified().wattHours(),
                        reward);
                budget -= reward;
            }
        }
        List<Loss> losses = new ArrayList<>();
        slots.forEach((slot, settlement) -> losses(response, settlement, losses));
        long[] amounts = cut(losses.stream().mapToLong(Loss::nano).toArray(), budget);
        for (int i = 0; i < amounts.length; i++) {
            Loss loss = losses.get(i);
            owed.pay(Reason.COMPENSATION, loss.slot(), loss.account(), loss.trade(), loss.wh(), amounts[i]);
        }
        return owed.payments;
    }

    private static void losses(ResponseVerified response, SlotSettlement settlement, List<Loss> losses) {
        Map<AccountId, Long> excused = new HashMap<>();
        response.lines()
                .forEach(line -> line.slots().stream()
                        .filter(slot -> slot.slot().equals(settlement.slot()))
                        .forEach(slot ->
                                excused.put(line.account(), slot.credited().wattHours())));
        Map<AccountId, SlotSettlement.Member> members = new HashMap<>();
        settlement.members().forEach(member -> members.put(member.account(), member));
        for (SlotSettlement.Trade trade : settlement.trades()) {
            SlotSettlement.Member seller = members.get(trade.seller());
            SlotSettlement.Member buyer = members.get(trade.buyer());
            if (seller == null || buyer == null) {
                throw new IllegalArgumentException("a trade of an account that is no member: " + trade.id());
            }
            long delivered = trade.delivered().wattHours();
            long taken = trade.taken().wattHours();
            long price = trade.price().microPerKwh();
            long buyersGain = buyer.retail().microPerKwh()
                    - price
                    - trade.fee().microPerKwh()
                    - trade.congestion().microPerKwh();
            // Who gives energy away loses nothing by keeping it.
            long sellersGain = Math.max(0, price - seller.feedIn().microPerKwh());
            // Only one of both can be short of what the other had for it.
            if (delivered < taken) {
                lose(
                        settlement.slot(),
                        trade.id(),
                        trade.seller(),
                        trade.buyer(),
                        taken - delivered,
                        buyersGain,
                        excused,
                        losses);
            } else {
                lose(
                        settlement.slot(),
                        trade.id(),
                        trade.buyer(),
                        trade.seller(),
                        delivered - taken,
                        sellersGain,
                        excused,
                        losses);
            }
        }
    }

    private static void lose(
            Slot slot,
            TradeId trade,
            AccountId responder,
            AccountId other,
            long missing,
            long gain,
            Map<AccountId, Long> excused,
            List<Loss> losses) {
        long wh = Math.min(missing, excused.getOrDefault(responder, 0L));
        if (wh > 0) {
            excused.merge(responder, -wh, Long::sum);
            if (gain > 0) {
                losses.add(new Loss(slot, trade, other, wh, Math.multiplyExact(wh, gain)));
            }
        }
    }

    private static long[] cut(long[] amounts, long budget) {
        BigInteger sum = LongStream.of(amounts).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        return sum.compareTo(BigInteger.valueOf(budget)) <= 0
                ? amounts
                : Shares.split(budget, amounts, Comparator.naturalOrder());
    }

    /** One record where the amount divides by the Wh; else two, a micro-currency per kWh apart. */
    private void pay(Reason reason, Slot slot, AccountId account, @Nullable TradeId trade, long wh, long nano) {
        if (wh == 0) {
            throw new IllegalArgumentException("account " + account + " is paid for nothing");
        }
        long high = nano % wh;
        add(reason, slot, account, trade, wh - high, nano / wh);
        add(reason, slot, account, trade, high, nano / wh + 1);
    }

    private void add(Reason reason, Slot slot, AccountId account, @Nullable TradeId trade, long wh, long price) {
        if (wh > 0 && price > 0) {
            payments.add(new Payment(reason, slot, account, trade, new Energy(wh), new Price(price)));
        }
    }
}
