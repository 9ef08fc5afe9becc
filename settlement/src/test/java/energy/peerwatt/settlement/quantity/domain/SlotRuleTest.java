package energy.peerwatt.settlement.quantity.domain;

import static energy.peerwatt.settlement.quantity.domain.Street.cents;
import static energy.peerwatt.settlement.quantity.domain.Street.member;
import static energy.peerwatt.settlement.quantity.domain.Street.settledWh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.bundle.SlotSettlement.State;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.quantity.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotRuleTest {
    private static final long NANO_PER_CENT = 10_000_000L;

    /** Feed-in 8 ct, retail 30, fee 4, price 17; home 1 sells 3 kWh to home 2 and 2 kWh to home 3. */
    @ParameterizedTest(name = "metered {0}, {1}, {2} Wh")
    @CsvSource({
        "5000, 3000, 2000, 3000, 2000, 85,   40, 63,   42,   90, 60",
        "4000, 3000, 2000, 2400, 1600, 68,   32, 68.4, 45.6, 90, 60",
        "5000, 2000, 2000, 2000, 2000, 76,   40, 42,   42,   60, 60",
        "6000, 3000, 3000, 3000, 2000, 93,   48, 63,   72,   90, 90",
        "0,    3000, 2000, 0,    0,    0,    0,  90,   60,   90, 60"
    })
    void everyMemberIsPaidAsInTheDesignsTable(
            long exported,
            long imported2,
            long imported3,
            long settled2,
            long settled3,
            String seller,
            String sellerAlone,
            String buyer2,
            String buyer3,
            String alone2,
            String alone3) {
        SlotSettlement settled = new Street(8, 30)
                .measured(1, 0, exported)
                .measured(2, imported2, 0)
                .measured(3, imported3, 0)
                .trade(1, 2, 3_000, cents(17), cents(4))
                .trade(1, 3, 2_000, cents(17), cents(4))
                .settle();

        assertThat(settledWh(settled)).containsExactly(settled2, settled3);
        assertThat(member(settled, 1).total()).isEqualTo(inCents(seller));
        assertThat(member(settled, 1).supplierAlone()).isEqualTo(inCents(sellerAlone));
        assertThat(member(settled, 2).total()).isEqualTo(inCents(buyer2).negated());
        assertThat(member(settled, 3).total()).isEqualTo(inCents(buyer3).negated());
        assertThat(member(settled, 2).supplierAlone()).isEqualTo(inCents(alone2).negated());
        assertThat(member(settled, 3).supplierAlone()).isEqualTo(inCents(alone3).negated());
        assertThat(SlotAudit.violations(settled)).isEmpty();
    }

    @Test
    void theBuyerPaysWhatLimitsAddAndTheSellerGetsThePrice() {
        SlotSettlement settled = new Street(8, 30)
                .measured(1, 0, 4_000)
                .measured(2, 3_000, 0)
                .trade(1, 2, 4_000, cents(8), cents(5), cents(13))
                .settle();

        assertThat(member(settled, 1).total()).isEqualTo(inCents("32"));
        assertThat(member(settled, 2).traded()).isEqualTo(inCents("24").negated());
        assertThat(member(settled, 2).fees()).isEqualTo(inCents("15"));
        assertThat(member(settled, 2).congestion()).isEqualTo(inCents("39"));
        assertThat(member(settled, 2).total()).isEqualTo(inCents("78").negated());
        assertThat(SlotAudit.violations(settled)).isEmpty();
    }

    @Test
    void shortDeliveryGoesToTheEarlierRoundFirst() {
        SlotSettlement settled = new Street(8, 30)
                .measured(1, 0, 8_000)
                .measured(2, 9_000, 0)
                .measured(3, 9_000, 0)
                .trade(1, 2, 5_000, cents(17), cents(0))
                .nextRound()
                .trade(1, 3, 4_000, cents(12), cents(0))
                .settle();

        // Case G1: what was sold at 9 o'clock is delivered before what was sold at half past.
        assertThat(settled.trades())
                .extracting(trade -> trade.settled().wattHours())
                .containsExactly(5_000L, 3_000L);
        assertThat(SlotAudit.violations(settled)).isEmpty();
    }

    @Test
    void shortDeliveryOfOneAuctionIsSplitInProportionToTheTrades() {
        SlotSettlement settled = new Street(8, 30)
                .measured(1, 0, 8_000)
                .measured(2, 9_000, 0)
                .measured(3, 9_000, 0)
                .trade(1, 2, 5_000, cents(17), cents(0))
                .trade(1, 3, 4_000, cents(17), cents(0))
                .settle();

        // 8000 x 5/9 = 4444.4 and 8000 x 4/9 = 3555.6: the unit left over goes to the larger remainder.
        assertThat(settledWh(settled)).containsExactly(4_444L, 3_556L);
    }

    @Test
    void unitsLeftOverGoToTheEarlierTradeWhenRemaindersAreEqual() {
        SlotSettlement settled = new Street(8, 30)
                .measured(1, 0, 100)
                .measured(2, 100, 0)
                .measured(3, 100, 0)
                .measured(4, 100, 0)
                .trade(1, 2, 50, cents(17), cents(0))
                .trade(1, 3, 50, cents(17), cents(0))
                .trade(1, 4, 50, cents(17), cents(0))
                .settle();

        assertThat(settledWh(settled)).containsExactly(34L, 33L, 33L);
    }

    @Test
    void onlyTheNetOfTheSlotCountsForTradingWhileTheSupplierSeesGross() {
        SlotSettlement settled = new Street(8, 30)
                .measured(1, 300, 1_000)
                .measured(2, 1_000, 0)
                .trade(1, 2, 1_000, cents(17), cents(4))
                .settle();

        assertThat(settledWh(settled)).containsExactly(700L);
        SlotSettlement.Member seller = member(settled, 1);
        assertThat(seller.traded()).isEqualTo(new Money(700 * 170_000));
        assertThat(seller.supplier()).isEqualTo(new Money(300 * 80_000 - 300 * 300_000));
    }

    @Test
    void memberWithoutReadingsIsTakenAtItsWordUntilTheyCome() {
        SlotSettlement settled = new Street(8, 30)
                .awaited(1)
                .measured(2, 900, 0)
                .trade(1, 2, 1_000, cents(17), cents(4))
                .settle();

        assertThat(settled.state()).isEqualTo(State.PROVISIONAL);
        assertThat(settled.readingsRoot()).isEqualTo(Hash32.ZERO);
        assertThat(settledWh(settled)).containsExactly(900L);
        assertThat(member(settled, 1).exported().wattHours()).isEqualTo(1_000);
        assertThat(SlotAudit.violations(settled)).isEmpty();
    }

    @Test
    void settlementIsFinalAndNamesItsReadingsOnceAllMetersAreRead() {
        SlotSettlement settled =
                new Street(8, 30).measured(1, 0, 0).measured(2, 5, 0).settle();

        assertThat(settled.state()).isEqualTo(State.FINAL);
        assertThat(settled.readingsRoot()).isEqualTo(Street.READINGS);
        assertThat(settled.trades()).isEmpty();
    }

    @Test
    void noEnergyIsBookedAcrossCounterEpochs() {
        SlotSettlement settled = new Street(8, 30)
                .home(1, Metering.NOTHING)
                .measured(2, 1_000, 0)
                .trade(1, 2, 1_000, cents(17), cents(4))
                .settle();

        assertThat(settled.state()).isEqualTo(State.FINAL);
        assertThat(settledWh(settled)).containsExactly(0L);
        assertThat(member(settled, 1).total()).isEqualTo(Money.ZERO);
    }

    @Test
    void tradeOfAStrangerIsRefused() {
        Street street = new Street(8, 30).measured(1, 0, 10).trade(1, 2, 10, cents(17), cents(0));

        assertThatThrownBy(street::settle)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no member");
    }

    @Test
    void auditNamesAMemberThatPaysMoreThanTheSupplierAlone() {
        SlotSettlement settled = new Street(8, 30)
                .measured(1, 0, 10)
                .measured(2, 10, 0)
                .trade(1, 2, 10, cents(29), cents(4))
                .settle();

        assertThat(SlotAudit.violations(settled)).singleElement().asString().contains("worse off");
    }

    private static Money inCents(String cents) {
        return new Money(new java.math.BigDecimal(cents)
                .multiply(java.math.BigDecimal.valueOf(NANO_PER_CENT))
                .longValueExact());
    }
}
