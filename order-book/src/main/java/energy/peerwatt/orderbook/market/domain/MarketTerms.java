package energy.peerwatt.orderbook.market.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a community's market.
 *
 * @param slotLength length of a delivery slot
 * @param gateClosure how long before a slot starts its book is sealed, 0 to 180 minutes
 * @param rule how the price is found
 * @param tick smallest step of a limit, micro-currency per kWh
 * @param firstSlot start of the first slot; from there on no slot is ever missing
 * @param place where it is; absent in terms that do not say it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MarketTerms(
        Duration slotLength,
        Duration gateClosure,
        PriceRule rule,
        Price tick,
        Instant firstSlot,
        @Nullable MarketPlace place) {
    private static final Duration EARLIEST_GATE = Duration.ofMinutes(180);

    /** @throws IllegalArgumentException naming the term and the bad value */
    public MarketTerms {
        Objects.requireNonNull(rule, "rule is missing");
        new Slot(firstSlot, slotLength);
        MarketYears.require(firstSlot, "first slot");
        if (gateClosure.isNegative() || gateClosure.compareTo(EARLIEST_GATE) > 0) {
            throw new IllegalArgumentException("gate closure must be 0 to 180 minutes: " + gateClosure);
        }
        if (tick.microPerKwh() < 1) {
            throw new IllegalArgumentException("tick must be at least 1 micro-currency per kWh: " + tick);
        }
    }

    /** Terms that do not say where the community is. */
    public MarketTerms(Duration slotLength, Duration gateClosure, PriceRule rule, Price tick, Instant firstSlot) {
        this(slotLength, gateClosure, rule, tick, firstSlot, null);
    }

    /** Where it is, as far as that is known. */
    public MarketPlace whereabouts() {
        return place == null ? MarketPlace.UNKNOWN : place;
    }

    public Slot first() {
        return new Slot(firstSlot, slotLength);
    }

    /** @throws IllegalArgumentException if no slot starts then; ask {@link #isAligned} first */
    public Slot slotAt(Instant start) {
        return new Slot(start, slotLength);
    }

    /** Whether a slot starts at {@code start}. */
    public boolean isAligned(Instant start) {
        return start.getNano() == 0
                && start.getEpochSecond() >= 0
                && start.getEpochSecond() % slotLength.toSeconds() == 0;
    }

    /** The moment from which no order for {@code slot} is taken any more. */
    public Instant gateOf(Slot slot) {
        return slot.start().minus(gateClosure);
    }

    /** Whether orders of a market with these terms still make sense under {@code other}: the grid of slots is the same. */
    public boolean hasSameSlotsAs(MarketTerms other) {
        return slotLength.equals(other.slotLength) && firstSlot.equals(other.firstSlot);
    }
}
