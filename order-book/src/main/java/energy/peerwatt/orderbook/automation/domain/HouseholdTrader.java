package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.Member;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a household's rules and a forecast into at most one order: an account either sells or buys in a slot. */
public final class HouseholdTrader {
    private HouseholdTrader() {}

    /**
     * What to order.
     *
     * @param limit of the order, for whomever it is the worst
     * @param others limit for all but favourites; absent where everybody is alike
     */
    public record Intent(
            Side side, Energy energy, Price limit, @Nullable Price others) {
        /** One limit for everybody. */
        public Intent(Side side, Energy energy, Price limit) {
            this(side, energy, limit, null);
        }
    }

    /**
     * What is given up for favourites, and how far that may go whatever it is.
     *
     * @param premium per kWh; zero for nothing
     * @param lowest nothing is sold for less for their sake
     * @param highest nothing is bought for more for their sake
     */
    public record Favour(Price premium, Price lowest, Price highest) {
        public static final Favour NONE = new Favour(Price.ZERO, Price.ZERO, Price.ZERO);

        /** Never worse than the supplier, nor beyond what is allowed to the agent. */
        public static Favour of(Price premium, Member member, TradingMandate mandate) {
            return new Favour(
                    premium,
                    later(member.feedIn(), mandate.minPricePerKWh()),
                    member.retail().compareTo(mandate.maxPricePerKWh()) < 0
                            ? member.retail()
                            : mandate.maxPricePerKWh());
        }

        private static Price later(Price one, Price other) {
            return one.compareTo(other) < 0 ? other : one;
        }

        Optional<Price> selling(Price limit, Price tick) {
            long lower = Math.max(limit.microPerKwh() - premium.microPerKwh(), lowest.microPerKwh());
            return roundedUp(new Price(lower), tick).filter(price -> price.compareTo(limit) < 0);
        }

        Optional<Price> buying(Price limit, Price tick) {
            long higher = Math.min(limit.microPerKwh() + premium.microPerKwh(), highest.microPerKwh());
            return Optional.of(roundedDown(new Price(higher), tick)).filter(price -> price.compareTo(limit) > 0);
        }
    }

    /** For a household that treats everybody alike. */
    public static Optional<Intent> decide(
            HouseholdRules rules, Slot slot, NetEnergy expected, Money free, CapRoom room, Price tick) {
        return decide(rules, slot, expected, free, room, tick, Favour.NONE);
    }

    /**
     * @param expected net of the slot: a surplus is sold, a need is bought
     * @param free what the account can still spend; a purchase never asks for more
     * @param room what the household's caps leave
     * @param tick limits are rounded to it, in the household's favour
     * @param favour what it does for favourites; what it could cost counts as if they all were
     * @return empty while trading is paused, and when there is nothing to trade or nothing to pay with
     */
    public static Optional<Intent> decide(
            HouseholdRules rules, Slot slot, NetEnergy expected, Money free, CapRoom room, Price tick, Favour favour) {
        if (!rules.tradeAt(slot.start())) {
            return Optional.empty();
        }
        Energy surplus = expected.surplus();
        if (!surplus.isZero()) {
            Energy energy = surplus.min(room.sell());
            return energy.isZero()
                    ? Optional.empty()
                    : roundedUp(rules.lowestSell(), tick)
                            .map(limit -> favour.selling(limit, tick)
                                    .map(lower -> new Intent(Side.SELL, energy, lower, limit))
                                    .orElseGet(() -> new Intent(Side.SELL, energy, limit)));
        }
        Price others = roundedDown(rules.highestBuy(), tick);
        Optional<Price> higher = favour.buying(others, tick);
        Price limit = higher.orElse(others);
        Energy energy = expected.need().min(affordable(free, limit)).min(room.buyUpTo(limit));
        return energy.isZero()
                ? Optional.empty()
                : Optional.of(new Intent(Side.BUY, energy, limit, higher.isPresent() ? others : null));
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
