package energy.peerwatt.settlement.quantity.domain;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Builds a slot for tests: homes by number, energy in Wh, prices in ct/kWh. */
public final class Street {
    public static final CommunityId COMMUNITY = CommunityId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d");
    public static final Slot SLOT = new Slot(Instant.parse("2026-06-01T10:00:00Z"), Duration.ofMinutes(15));
    static final Hash32 READINGS = new Hash32("0x" + "5".repeat(64));
    private static final Hash32 RESULT = new Hash32("0x" + "7".repeat(64));

    private final Price feedIn;
    private final Price retail;
    private final List<SlotMember> members = new ArrayList<>();
    private final List<SlotTrade> trades = new ArrayList<>();
    private int round;

    Street(long feedInCents, long retailCents) {
        this.feedIn = cents(feedInCents);
        this.retail = cents(retailCents);
    }

    public static AccountId account(int home) {
        return new AccountId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + home));
    }

    public static MeterId meter(int home) {
        return new MeterId(new UUID(0x0191_0000_0000_7000L, 0x8000_0000_0000_0000L + home));
    }

    public static Price cents(long cents) {
        return new Price(cents * 10_000);
    }

    Street measured(int home, long imported, long exported) {
        return home(home, new Metering.Measured(new Energy(imported), new Energy(exported)));
    }

    Street awaited(int home) {
        return home(home, new Metering.Awaited());
    }

    Street home(int home, Metering metering) {
        members.add(new SlotMember(account(home), meter(home), feedIn, retail, metering));
        return this;
    }

    Street trade(int seller, int buyer, long wh, Price price, Price fee) {
        return trade(seller, buyer, wh, price, fee, Price.ZERO);
    }

    /** Trades from here on are of the next round. */
    Street nextRound() {
        round++;
        return this;
    }

    Street trade(int seller, int buyer, long wh, Price price, Price fee, Price congestion) {
        trades.add(new SlotTrade(
                ClearingResult.tradeId(RESULT, trades.size()),
                account(seller),
                account(buyer),
                new Energy(wh),
                price,
                fee,
                congestion,
                round));
        return this;
    }

    SlotInput input() {
        return new SlotInput(COMMUNITY, SLOT, RESULT, READINGS, members, trades);
    }

    SlotSettlement settle() {
        return SlotRule.settle(input(), 1);
    }

    static SlotSettlement.Member member(SlotSettlement settled, int home) {
        return settled.members().stream()
                .filter(member -> member.account().equals(account(home)))
                .findFirst()
                .orElseThrow();
    }

    static List<Long> settledWh(SlotSettlement settled) {
        return settled.trades().stream()
                .map(trade -> trade.settled().wattHours())
                .toList();
    }
}
