package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.TradeCaps;
import org.jspecify.annotations.Nullable;

/** What a household's caps leave for one more order: never less than nothing. */
public record CapRoom(Energy buy, Energy sell, Money spend) {
    private static final Energy ANY = new Energy(Long.MAX_VALUE);

    /** Of a household without caps. */
    public static final CapRoom UNLIMITED = new CapRoom(ANY, ANY, Money.ofNano(Long.MAX_VALUE));

    /**
     * @param day what was traded, and what open orders could still trade, on the day of the slot to order for
     * @param month as day, in its month
     */
    public static CapRoom of(@Nullable TradeCaps caps, Traded day, Traded month) {
        if (caps == null) {
            return UNLIMITED;
        }
        return new CapRoom(
                room(caps.boughtPerDay(), day.bought()).min(room(caps.boughtPerMonth(), month.bought())),
                room(caps.soldPerDay(), day.sold()).min(room(caps.soldPerMonth(), month.sold())),
                smaller(room(caps.spentPerDay(), day.spent()), room(caps.spentPerMonth(), month.spent())));
    }

    /** What is left of a mandate, too. */
    public CapRoom within(Energy energy, Money spending) {
        return new CapRoom(buy.min(energy), sell.min(energy), smaller(spend, spending));
    }

    /** The most energy that can be bought at a price up to {@code limit} without going beyond any cap. */
    Energy buyUpTo(Price limit) {
        return limit.equals(Price.ZERO) ? buy : buy.min(new Energy(spend.nano() / limit.microPerKwh()));
    }

    private static Energy room(@Nullable Energy cap, Energy used) {
        return cap == null ? ANY : new Energy(Math.max(0, cap.wattHours() - used.wattHours()));
    }

    private static Money room(@Nullable Money cap, Money used) {
        return Money.ofNano(cap == null ? Long.MAX_VALUE : Math.max(0, cap.nano() - used.nano()));
    }

    private static Money smaller(Money one, Money other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
