package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;

/**
 * What an account has traded in a period, and what its open orders there could still come to.
 *
 * @param spent for what it bought, fees included
 */
public record Traded(Energy bought, Energy sold, Money spent) {
    public static final Traded NOTHING = new Traded(Energy.ZERO, Energy.ZERO, Money.ZERO);

    public Traded plus(Traded other) {
        return new Traded(bought.plus(other.bought), sold.plus(other.sold), spent.plus(other.spent));
    }
}
