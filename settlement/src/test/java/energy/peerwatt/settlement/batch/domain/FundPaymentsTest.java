package energy.peerwatt.settlement.batch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FundPaymentsTest {
    private final FundPayments first = of(1, 100, 5);
    private final FundPayments second = of(2, 1_000, 5);
    private final FundPayments third = of(3, 1, 1);
    private final List<FundPayments> waiting = List.of(first, second, third);

    @Test
    void theFundPaysWhatItHoldsToTheLastUnit() {
        assertThat(FundPayments.covered(waiting, Money.ofNano(5_501))).containsExactly(first, second, third);
        assertThat(FundPayments.covered(waiting, Money.ofNano(5_500))).containsExactly(first, second);
    }

    @Test
    void whatComesAfterOneItCannotPayWaitsToo() {
        assertThat(FundPayments.covered(waiting, Money.ofNano(5_499))).containsExactly(first);
        assertThat(FundPayments.covered(waiting, Money.ofNano(499))).isEmpty();
        assertThat(FundPayments.covered(waiting, Money.ofNano(-1))).isEmpty();
    }

    private static FundPayments of(int event, long wattHours, long price) {
        return new FundPayments(
                new GridEventId(new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_0000L + event)),
                List.of(new FundPayments.Payment(
                        5, new Energy(wattHours), new Price(price), Hash32.ZERO, Hash32.ZERO)));
    }
}
