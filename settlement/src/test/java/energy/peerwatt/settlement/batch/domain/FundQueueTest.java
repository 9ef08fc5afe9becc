package energy.peerwatt.settlement.batch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each payment is of 100 nano-currency. */
class FundQueueTest {
    private static final int NONE = FundPayments.NO_ACCOUNT;

    @Test
    void aPayeeWithoutAnAccountHoldsUpItsOwnResponseOnly() {
        FundPayments first = of(1, 4);
        FundPayments waits = of(2, 4, NONE, 5);
        FundPayments third = of(3, 5);

        FundQueue queue = FundQueue.of(List.of(first, waits, third), Money.ofNano(1_000));

        assertThat(queue.next()).containsExactly(first, third);
        assertThat(queue.withoutAccount()).containsExactly(waits.event());
        assertThat(queue.notCovered()).isEmpty();
    }

    @Test
    void whatCannotBePaidYetDoesNotUseUpTheFund() {
        FundPayments waits = of(1, 4, 4, NONE);
        FundPayments second = of(2, 5);

        assertThat(FundQueue.of(List.of(waits, second), Money.ofNano(100)).next())
                .containsExactly(second);
    }

    @Test
    void theFirstThatTheFundCannotPayIsNamed() {
        FundPayments first = of(1, 4);
        FundPayments second = of(2, 4, 4);
        FundPayments third = of(3, 4);

        FundQueue queue = FundQueue.of(List.of(first, second, third), Money.ofNano(299));

        assertThat(queue.next()).containsExactly(first);
        assertThat(queue.notCovered()).contains(second.event());
        assertThat(queue.withoutAccount()).isEmpty();
    }

    private static FundPayments of(int event, int... payees) {
        return new FundPayments(
                new GridEventId(new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_0000L + event)),
                IntStream.of(payees)
                        .mapToObj(payee ->
                                new FundPayments.Payment(payee, new Energy(20), new Price(5), Hash32.ZERO, Hash32.ZERO))
                        .toList());
    }
}
