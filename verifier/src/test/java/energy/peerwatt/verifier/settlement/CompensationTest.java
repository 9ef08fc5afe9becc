package energy.peerwatt.verifier.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.ResponseLine.Payment;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** By hand: feed-in 8 ct, retail 30 ct, trades at 17 ct with 4 ct fee. Home 2 answers the call. */
class CompensationTest {
    private static final Slot SLOT = new Slot(Instant.parse("2026-06-15T10:00:00Z"), Duration.ofMinutes(15));
    private static final CommunityId COMMUNITY = new CommunityId(id(99));
    private static final Hash32 HASH = new Hash32("0x" + "3".repeat(64));

    private final List<SlotSettlement.Trade> trades = new ArrayList<>();

    @Test
    void aSellerGetsWhatTheSupplierPaysLess() {
        trade(1, 2, 1_000, 1_000, 400);

        assertThat(paid(2, 500, 0, 1_000_000_000L)).isEqualTo(Map.of(1, 500 * 90_000L));
    }

    @Test
    void aBuyerGetsWhatTheSupplierChargesMore() {
        trade(2, 3, 1_000, 300, 1_000);

        assertThat(paid(2, 2_000, 0, 1_000_000_000L)).isEqualTo(Map.of(3, 700 * 90_000L));
    }

    @Test
    void nothingIsOwedForWhatTheOtherSideCouldNotHaveSettled() {
        trade(1, 2, 1_000, 400, 400);

        assertThat(paid(2, 600, 0, 1_000_000_000L)).isEmpty();
    }

    @Test
    void creditIsSpentOnce() {
        trade(1, 2, 300, 300, 100);
        trade(3, 2, 300, 300, 100);

        assertThat(paid(2, 250, 0, 1_000_000_000L)).isEqualTo(Map.of(1, 200 * 90_000L, 3, 50 * 90_000L));
    }

    @Test
    void whatTheRewardLeavesIsSharedByLargestRemainder() {
        trade(1, 2, 2, 2, 1);
        trade(3, 2, 3, 3, 1);

        assertThat(paid(2, 3, 1, 10_001)).isEqualTo(Map.of(2, 1L, 1, 3_333L, 3, 6_667L));
    }

    private void trade(int seller, int buyer, long traded, long delivered, long taken) {
        trades.add(new SlotSettlement.Trade(
                ClearingResult.tradeId(HASH, trades.size()),
                new AccountId(id(seller)),
                new AccountId(id(buyer)),
                new Energy(traded),
                new Energy(delivered),
                new Energy(taken),
                new Energy(Math.min(delivered, taken)),
                new Price(170_000),
                new Price(40_000),
                Price.ZERO));
    }

    /** Nano-currency by home. */
    private Map<Integer, Long> paid(int home, long credited, long reward, long budget) {
        List<SlotSettlement.Member> members = new ArrayList<>();
        for (int i = 1; i < 4; i++) {
            members.add(new SlotSettlement.Member(
                    new AccountId(id(i)),
                    new MeterId(id(i)),
                    Energy.ZERO,
                    Energy.ZERO,
                    Energy.ZERO,
                    Energy.ZERO,
                    Money.ZERO,
                    Money.ZERO,
                    Money.ZERO,
                    Money.ZERO,
                    Money.ZERO,
                    new Price(80_000),
                    new Price(300_000)));
        }
        ResponseVerified response = new ResponseVerified(
                COMMUNITY,
                new GridEventId(id(50)),
                new GridZoneId("north"),
                "NET10-v1",
                HASH,
                Money.ofNano(budget),
                TokenAmount.ZERO,
                List.of(new ResponseVerified.Line(
                        new AccountId(id(home)),
                        new MeterId(id(home)),
                        new Energy(credited),
                        Money.ofNano(reward),
                        TokenAmount.ZERO,
                        List.of(new SlotResponse(
                                SLOT, new NetEnergy(credited), new NetEnergy(0), new Energy(credited))))));
        SlotSettlement settlement =
                new SlotSettlement(COMMUNITY, SLOT, 1, SlotSettlement.State.FINAL, HASH, HASH, members, trades);
        Map<Integer, Long> paid = new TreeMap<>();
        for (Payment payment : Compensation.of(response, new TreeMap<>(Map.of(SLOT, settlement)))) {
            int account = (int) (payment.account().value().getLeastSignificantBits() & 0xFF);
            paid.merge(account, payment.amount().nano(), Long::sum);
        }
        return paid;
    }

    private static UUID id(int number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }
}
