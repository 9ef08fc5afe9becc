package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import java.util.Optional;

/** Turns a household's rules and a forecast into at most one order: an account either sells or buys in a slot. */
public final class HouseholdTrader {
    private HouseholdTrader() {}

    /** What to order. */
    public record Intent(Side side, Energy energy, Price limit) {}

    /**
     * @param expected net of the slot: a surplus is sold, a need is bought
     * @param free what the account can still spend; a purchase never asks for more
     * @param room what the household's caps leave
     * @param tick limits are rounded to it, in the household's favour
     * @return empty while trading is paused, and when there is nothing to trade or nothing to pay with
     */
    public static Optional<Intent> decide(
            HouseholdRules rules, Slot slot, NetEnergy expected, Money free, CapRoom room, Price tick) {
        if (!rules.tradeAt(slot.start())) {
            return Optional.empty();
        }
        Energy surplus = expected.surplus();
        if (!surplus.isZero()) {
            Energy energy = surplus.min(room.sell());
            return energy.isZero()
                    ? Optional.empty()
                    : roundedUp(rules.lowestSell(), tick).map(limit -> new Intent(Side.SELL, energy, limit));
        }
        Price limit = roundedDown(rules.highestBuy(), tick);
        Energy energy = expected.need().min(affordable(free, limit)).min(room.buyUpTo(limit));
        return energy.isZero() ? Optional.empty() : Optional.of(new Intent(Side.BUY, energy, limit));
    }

    private static Energy affordable(Money free, Price limit) {
        if (limit.equals(Price.ZERO)) {
            return new Energy(Long.MAX_VALUE);
        }
        return new Energy(Math.max(0, free.nano()) / limit.microPerKwh());
    }

    private static Optional<Price> roundedUp(Price price, Price tick) {
        long rounded = Math.ceilDiv(price.microPerKwh(), tick.microPerKwh()) * tick.microPerKwh();
        return rounded > Price.MAX ? Optional.empty() : Optional.of(new Price(rounded));
    }

    private static Price roundedDown(Price price, Price tick) {
        return new Price(price.microPerKwh() / tick.microPerKwh() * tick.microPerKwh());
    }
}
