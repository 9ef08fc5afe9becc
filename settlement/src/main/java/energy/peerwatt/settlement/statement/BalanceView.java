package energy.peerwatt.settlement.statement;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.settlement.ledger.Balance;

/**
 * A member's money as the API shows it.
 *
 * @param index of the account in the escrow contract
 * @param available escrow minus withdrawals asked for; the order book subtracts what open orders reserve
 */
public record BalanceView(
        AccountId account,
        String wallet,
        int index,
        Money escrow,
        Money provisional,
        Money withdrawalRequested,
        Money available) {
    static BalanceView of(Balance balance) {
        return new BalanceView(
                balance.account(),
                balance.wallet(),
                balance.index(),
                balance.escrow(),
                balance.provisional(),
                balance.withdrawalRequested(),
                balance.available());
    }
}
