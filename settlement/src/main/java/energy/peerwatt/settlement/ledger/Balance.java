package energy.peerwatt.settlement.ledger;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Money;

/**
 * A member's money.
 *
 * @param index of its account in the escrow contract
 * @param escrow deposits and all that is finally settled
 * @param provisional what slots that are not final would add (- takes away)
 * @param withdrawalRequested asked for and not withdrawn yet
 */
public record Balance(
        AccountId account, String wallet, int index, Money escrow, Money provisional, Money withdrawalRequested) {
    /** What can be spent; the order book subtracts what its open orders reserve. */
    public Money available() {
        return escrow.minus(withdrawalRequested);
    }
}
