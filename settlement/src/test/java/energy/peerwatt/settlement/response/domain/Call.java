package energy.peerwatt.settlement.response.domain;

import energy.peerwatt.messages.bundle.ResponseLine.Payment;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.quantity.domain.Street;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A call of one slot for tests: trades with what both meters gave, and who answered. Homes 0 to 9, net 500 Wh import. */
final class Call {
    static final Slot SLOT = Street.SLOT;
    private static final long NET = 500;
    private static final GridEventId EVENT = new GridEventId(new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_0001L));
    private static final Hash32 HASH = new Hash32("0x" + "3".repeat(64));

    private final Money budget;
    private final List<SlotSettlement.Trade> trades = new ArrayList<>();
    private final Map<Integer, long[]> answers = new TreeMap<>();
    private final Set<Integer> strangers = new HashSet<>();

    Call(long budget) {
        this.budget = Money.ofNano(budget);
    }

    static AccountId account(int home) {
        return Street.account(home);
    }

    static Energy wh(long wattHours) {
        return new Energy(wattHours);
    }

    Call trade(int seller, int buyer, long traded, long delivered, long taken) {
        return trade(seller, buyer, traded, delivered, taken, 170_000, 40_000);
    }

    Call trade(int seller, int buyer, long traded, long delivered, long taken, long price, long fee) {
        return trade(seller, buyer, traded, delivered, taken, price, fee, 0);
    }

    Call trade(int seller, int buyer, long traded, long delivered, long taken, long price, long fee, long congestion) {
        trades.add(new SlotSettlement.Trade(
                ClearingResult.tradeId(HASH, trades.size()),
                account(seller),
                account(buyer),
                wh(traded),
                wh(delivered),
                wh(taken),
                wh(Math.min(delivered, taken)),
                new Price(price),
                new Price(fee),
                new Price(congestion)));
        return this;
    }

    Call answered(int home, long credited, long reward) {
        answers.put(home, new long[] {credited, reward, NET, NET + credited});
        return this;
    }

    Call butMeasured(int home, long lower) {
        answers.get(home)[2] = NET - lower;
        return this;
    }

    Call butBaseline(int home, long above) {
        answers.get(home)[3] = NET + above;
        return this;
    }

    /** Has no account or no sealed reading in the slot. */
    Call isNoMember(int home) {
        strangers.add(home);
        return this;
    }

    TradeId trade(int index) {
        return trades.get(index).id();
    }

    List<SlotSettlement.Trade> trades() {
        return trades;
    }

    /** @return Wh credited by home */
    Map<Integer, Long> credits() {
        Map<Integer, Long> credits = new TreeMap<>();
        answers.forEach((home, answer) -> credits.put(home, answer[0]));
        return credits;
    }

    ResponseVerified response() {
        List<ResponseVerified.Line> lines = new ArrayList<>();
        answers.forEach((home, answer) -> lines.add(new ResponseVerified.Line(
                account(home),
                Street.meter(home),
                wh(answer[0]),
                Money.ofNano(answer[1]),
                TokenAmount.ofNano(answer[0]),
                List.of(new SlotResponse(SLOT, new NetEnergy(answer[3]), new NetEnergy(answer[2]), wh(answer[0]))))));
        return new ResponseVerified(
                Street.COMMUNITY,
                EVENT,
                new GridZoneId("substation.feeder-1"),
                "NET10-v1",
                HASH,
                budget,
                TokenAmount.ofNano(1_000_000_000_000L),
                lines);
    }

    Map<Slot, SlotSettlement> slots() {
        List<SlotSettlement.Member> members = new ArrayList<>();
        for (int home = 0; home < 10; home++) {
            if (strangers.contains(home)) {
                continue;
            }
            members.add(new SlotSettlement.Member(
                    account(home),
                    Street.meter(home),
                    wh(NET),
                    Energy.ZERO,
                    Energy.ZERO,
                    Energy.ZERO,
                    Money.ZERO,
                    Money.ZERO,
                    Money.ZERO,
                    Money.ZERO,
                    Money.ZERO,
                    Street.cents(8),
                    Street.cents(30)));
        }
        return Map.of(
                SLOT,
                new SlotSettlement(Street.COMMUNITY, SLOT, 1, SlotSettlement.State.FINAL, HASH, HASH, members, trades));
    }

    List<Payment> payments() {
        return ResponseRule.payments(response(), slots());
    }
}
