package energy.peerwatt.settlement.response.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.ResponseLine.Payment;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountedLinesTest {
    @Test
    void whoIsNoMemberOfACreditedSlotGetsNothingAndTheOthersTheirs() {
        Call call = new Call(1_000_000_000L)
                .trade(1, 2, 1_000, 1_000, 400)
                .answered(2, 500, 7)
                .answered(5, 300, 9)
                .isNoMember(5);

        ResponseVerified counted = CountedLines.of(call.response(), call.slots());

        assertThat(ResponseAudit.violations(call.response(), call.slots())).isEmpty();
        assertThat(counted.lines()).extracting(ResponseVerified.Line::account).containsExactly(Call.account(2));
        assertThat(counted.currencyBudget()).isEqualTo(call.response().currencyBudget());
        List<Payment> payments = ResponseRule.payments(counted, call.slots());
        assertThat(payments).extracting(Payment::account).containsOnly(Call.account(1), Call.account(2));
    }

    @Test
    void aLineWithoutCreditNeedsNoMembership() {
        Call call = new Call(1_000).answered(5, 0, 0).isNoMember(5);

        assertThat(CountedLines.of(call.response(), call.slots())).isEqualTo(call.response());
    }

    @Test
    void tokensAboveTheCapAreNotEarnedButMoneyIs() {
        // 70 nano-WATT.
        ResponseVerified response =
                new Call(1_000).answered(2, 50, 10).answered(3, 20, 5).response();

        assertThat(CountedLines.withinCap(response, upToCap(70))).isEqualTo(response);
        ResponseVerified capped = CountedLines.withinCap(response, upToCap(69));
        assertThat(CountedLines.tokens(capped)).isEqualTo(TokenAmount.ZERO);
        assertThat(capped.lines())
                .extracting(ResponseVerified.Line::currencyReward)
                .isEqualTo(response.lines().stream()
                        .map(ResponseVerified.Line::currencyReward)
                        .toList());
    }

    private static TokenAmount upToCap(long left) {
        return TokenAmount.ofNano(TokenAmount.CAP.nano() - left);
    }

    @Test
    void nothingCountsInASlotThatIsNotSettled() {
        Call call = new Call(1_000).answered(2, 50, 10);

        assertThat(CountedLines.of(call.response(), Map.of()).lines()).isEmpty();
    }
}
