package energy.peerwatt.settlement.batch.domain;

import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.Money;
import java.util.List;
import java.util.Optional;

/**
 * Which of the settled responses that wait may go into the next batch.
 *
 * @param next in the order they were settled
 * @param withoutAccount those with a payee whose account on chain is not open; they let the others pass
 * @param notCovered the first that the fund cannot pay; it and those behind it wait
 */
public record FundQueue(List<FundPayments> next, List<GridEventId> withoutAccount, Optional<GridEventId> notCovered) {
    /** @param fund what it holds before any of them is paid */
    public static FundQueue of(List<FundPayments> waiting, Money fund) {
        List<FundPayments> payable =
                waiting.stream().filter(FundPayments::hasAccounts).toList();
        List<FundPayments> covered = FundPayments.covered(payable, fund);
        return new FundQueue(
                covered,
                waiting.stream()
                        .filter(payments -> !payments.hasAccounts())
                        .map(FundPayments::event)
                        .toList(),
                payable.stream().skip(covered.size()).findFirst().map(FundPayments::event));
    }
}
