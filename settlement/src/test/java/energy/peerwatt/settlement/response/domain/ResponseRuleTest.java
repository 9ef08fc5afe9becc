package energy.peerwatt.settlement.response.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import energy.peerwatt.messages.bundle.ResponseLine.Payment;
import energy.peerwatt.messages.bundle.ResponseLine.Reason;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Feed-in 8 ct, retail 30 ct; home 1 sells to home 2 at 17 ct with 4 ct fee. One cent is 10^7 nano-currency. */
class ResponseRuleTest {
    private static final long CENT = 10_000_000L;

    @Test
    void sellerWhoseBuyerAnsweredGetsWhatTheSupplierPaysLess() {
        Call call = new Call(1_000_000_000L).trade(1, 2, 1_000, 1_000, 400).answered(2, 500, 0);

        assertThat(call.payments())
                .containsExactly(new Payment(
                        Reason.COMPENSATION,
                        Call.SLOT,
                        Call.account(1),
                        call.trade(0),
                        Call.wh(500),
                        new Price(90_000)));
    }

    @Test
    void buyerWhoseSellerAnsweredGetsWhatTheSupplierChargesMore() {
        Call call = new Call(1_000_000_000L).trade(1, 2, 1_000, 300, 1_000).answered(1, 2_000, 0);

        assertThat(call.payments())
                .extracting(Payment::account, payment -> payment.energy().wattHours(), Payment::amount)
                .containsExactly(tuple(Call.account(2), 700L, Money.ofNano(7 * CENT * 9 / 10)));
    }

    @Test
    void onlyWhatTheOtherSideCouldHaveSettledCounts() {
        assertThat(new Call(CENT)
                        .trade(1, 2, 1_000, 400, 400)
                        .answered(2, 600, 0)
                        .payments())
                .as("the seller had no more to give")
                .isEmpty();
    }

    @Test
    void creditIsSpentInTradeOrderAndNoWattHourTwice() {
        Call call = new Call(1_000_000_000L)
                .trade(1, 2, 300, 300, 100)
                .trade(3, 2, 300, 300, 100)
                .answered(2, 250, 0);

        assertThat(call.payments())
                .extracting(payment -> payment.energy().wattHours())
                .containsExactly(200L, 50L);
    }

    @Test
    void aRewardThatDoesNotDivideIsTwoRecordsOfItsWattHours() {
        Call call = new Call(1_000).answered(2, 7, 1_000);

        assertThat(call.payments())
                .extracting(
                        payment -> payment.energy().wattHours(),
                        payment -> payment.price().microPerKwh())
                .containsExactly(tuple(1L, 142L), tuple(6L, 143L));
    }

    @Test
    void compensationsShareWhatTheRewardsLeave() {
        Call call = new Call(10_001).trade(1, 2, 2, 2, 1).trade(3, 2, 3, 3, 1).answered(2, 3, 1);

        // Short of 1 and 2 Wh at 90,000: they share 10,000 as 1 to 2.
        Map<Object, Long> paid = call.payments().stream()
                .filter(payment -> payment.reason() == Reason.COMPENSATION)
                .collect(Collectors.groupingBy(
                        Payment::account,
                        Collectors.summingLong(payment -> payment.amount().nano())));
        assertThat(paid).isEqualTo(Map.of(Call.account(1), 3_333L, Call.account(3), 6_667L));
        assertThat(ResponseAudit.violations(call.response(), call.payments())).isEmpty();
    }

    @Test
    void aResponseThatTheRegistersContradictIsRefused() {
        Call call = new Call(1_000).trade(1, 2, 100, 100, 50).answered(2, 50, 10);
        assertThat(ResponseAudit.violations(call.response(), call.slots())).isEmpty();

        Call lied =
                new Call(1_000).trade(1, 2, 100, 100, 50).answered(2, 50, 10).butMeasured(2, 49);

        assertThat(ResponseAudit.violations(lied.response(), lied.slots()))
                .singleElement()
                .asString()
                .contains("the sealed registers of meter");
    }

    @Test
    void moreCreditThanDeviationIsRefused() {
        Call call = new Call(1_000).answered(2, 50, 10).butBaseline(2, 49);

        assertThat(ResponseAudit.violations(call.response(), call.slots()))
                .singleElement()
                .asString()
                .contains("only 49 Wh below its baseline");
    }

    @Test
    void aBudgetThatTheHashCannotSayIsRefused() {
        Call call = new Call(1L << 53).answered(2, 50, 10);

        assertThat(ResponseAudit.violations(call.response(), call.slots()))
                .singleElement()
                .asString()
                .contains("above 2^53 - 1");
    }

    @Test
    void slotsThatAreNotSettledAreNoInput() {
        Call call = new Call(1_000).answered(2, 50, 10);

        assertThatIllegalArgumentException().isThrownBy(() -> ResponseRule.payments(call.response(), Map.of()));
        assertThat(ResponseAudit.violations(call.response(), Map.of())).isNotEmpty();
    }
}
