package energy.peerwatt.verifier.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementTest {
    private static final long NANO_PER_CENT = 10_000_000;
    private static final Price FEED_IN = new Price(80_000);
    private static final Price RETAIL = new Price(300_000);

    /** The table of the market design: floor 8, retail 30, fee 4, price 17; trades of 3 and 2 kWh; tenths of a cent. */
    @ParameterizedTest
    @CsvSource({
        "5000, 3000, 2000, 3000, 2000, 850, 400, -630, -900, -420, -600",
        "4000, 3000, 2000, 2400, 1600, 680, 320, -684, -900, -456, -600",
        "5000, 2000, 2000, 2000, 2000, 760, 400, -420, -600, -420, -600",
        "6000, 3000, 3000, 3000, 2000, 930, 480, -630, -900, -720, -900",
        "0,    3000, 2000, 0,    0,    0,   0,   -900, -900, -600, -600"
    })
    void theDesignsTableComesOutExactly(
            long solar,
            long need1,
            long need2,
            long settled1,
            long settled2,
            long seller,
            long sellerAlone,
            long buyer1,
            long buyer1Alone,
            long buyer2,
            long buyer2Alone) {
        Settlement.Outcome outcome = Settlement.settle(
                List.of(List.of(fill(0, 1, 2, 3000), fill(1, 1, 3, 2000))),
                List.of(home(1, 0, solar), home(2, need1, 0), home(3, need2, 0)));
        assertThat(outcome.trades())
                .extracting(trade -> trade.settled().wattHours())
                .containsExactly(settled1, settled2);
        assertThat(outcome.members())
                .extracting(SlotSettlement.Member::total)
                .containsExactly(tenths(seller), tenths(buyer1), tenths(buyer2));
        assertThat(outcome.members())
                .extracting(SlotSettlement.Member::supplierAlone)
                .containsExactly(tenths(sellerAlone), tenths(buyer1Alone), tenths(buyer2Alone));
    }

    @Test
    void theNetOfTheSlotIsTradedTheRestStaysWithTheSupplier() {
        Settlement.Outcome outcome = Settlement.settle(
                List.of(List.of(fill(0, 1, 2, 1000))), List.of(home(1, 300, 900), home(2, 1000, 100)));
        SlotSettlement.Member seller = outcome.members().getFirst();
        assertThat(seller.sold()).isEqualTo(new Energy(600));
        assertThat(seller.supplier()).isEqualTo(new Money(300 * 80_000L - 300 * 300_000L));
        assertThat(seller.traded()).isEqualTo(new Money(600 * 170_000L));
    }

    @Test
    void leftoverWattHoursGoByLargestRemainderThenByTradeOrder() {
        // 10 Wh over 7, 7 and 7: 3 each, remainders equal, so the first trade gets the one left.
        Settlement.Outcome outcome = Settlement.settle(
                List.of(List.of(fill(0, 1, 2, 7), fill(1, 1, 3, 7), fill(2, 1, 4, 7))),
                List.of(home(1, 0, 10), home(2, 9, 0), home(3, 9, 0), home(4, 9, 0)));
        assertThat(outcome.trades())
                .extracting(trade -> trade.delivered().wattHours())
                .containsExactly(4L, 3L, 3L);
        // 8 Wh over 6, 3 and 1: 4.8, 2.4 and 0.8; the two of 0.8 get one each.
        Settlement.Outcome uneven = Settlement.settle(
                List.of(List.of(fill(0, 1, 2, 6), fill(1, 1, 3, 3), fill(2, 1, 4, 1))),
                List.of(home(1, 0, 8), home(2, 9, 0), home(3, 9, 0), home(4, 9, 0)));
        assertThat(uneven.trades())
                .extracting(trade -> trade.delivered().wattHours())
                .containsExactly(5L, 2L, 1L);
    }

    @Test
    void nobodyIsWorseOffAndNothingIsLostInRandomSlots() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Home> homes = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                homes.add(home(i, random.nextInt(500), random.nextInt(500)));
            }
            List<Fill> fills = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                fills.add(fill(fills.size(), 1 + random.nextInt(3), 4 + random.nextInt(3), 1 + random.nextInt(200)));
            }
            Settlement.Outcome outcome = Settlement.settle(List.of(fills), homes);
            long sum = 0;
            for (SlotSettlement.Member member : outcome.members()) {
                assertThat(member.total()).as("seed %d", seed).isGreaterThanOrEqualTo(member.supplierAlone());
                sum += member.traded().nano();
            }
            assertThat(sum).as("seed %d", seed).isZero();
            for (SlotSettlement.Trade trade : outcome.trades()) {
                assertThat(trade.settled()).isEqualTo(trade.delivered().min(trade.taken()));
                assertThat(trade.settled()).isLessThanOrEqualTo(trade.traded());
            }
        }
    }

    @Test
    void aTradeOfSomebodyWhoIsNoMemberCannotBeSettled() {
        assertThatThrownBy(() -> Settlement.settle(List.of(List.of(fill(0, 1, 9, 5))), List.of(home(1, 0, 5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no member");
    }

    private static Money tenths(long tenthsOfACent) {
        return new Money(tenthsOfACent * NANO_PER_CENT / 10);
    }

    private static Home home(int number, long imported, long exported) {
        return new Home(
                account(number),
                new MeterId(new UUID(2, number)),
                new Energy(imported),
                new Energy(exported),
                FEED_IN,
                RETAIL);
    }

    private static Fill fill(int index, int seller, int buyer, long wh) {
        return new Fill(
                new TradeId(new UUID(3, index)),
                new OrderId(new UUID(4, seller)),
                new OrderId(new UUID(4, buyer)),
                account(seller),
                account(buyer),
                new GridZoneId("a"),
                new GridZoneId("a"),
                new Energy(wh),
                new Price(170_000),
                new Price(40_000),
                Price.ZERO);
    }

    private static AccountId account(int number) {
        return new AccountId(new UUID(1, number));
    }
}
