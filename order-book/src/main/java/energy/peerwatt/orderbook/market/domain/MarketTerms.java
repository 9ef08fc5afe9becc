package energy.peerwatt.orderbook.market.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
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
 * @param auctionEvery how often open slots are auctioned before their gates, whole seconds up to a day; absent for never
 * @param forecastTolerancePermille by how much orders placed by hand may go beyond what a forecast backs; absent where
 *     they are not compared with it
 * @param mode how orders meet; absent for auctions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MarketTerms(
        Duration slotLength,
        Duration gateClosure,
        PriceRule rule,
        Price tick,
        Instant firstSlot,
        @Nullable MarketPlace place,
        @Nullable Duration auctionEvery,
        @Nullable Integer forecastTolerancePermille,
        SealedBook.@Nullable Mode mode) {
    /** So long before a slot starts orders for it are taken. */
    public static final Duration OPENS_AHEAD = Duration.ofHours(24);

    private static final Duration EARLIEST_GATE = Duration.ofMinutes(180);
    private static final Duration RAREST_AUCTION = Duration.ofHours(24);
    private static final int MOST_TOLERANT = 10_000;

    /** @throws IllegalArgumentException naming the term and the bad value */
    public MarketTerms {
        Objects.requireNonNull(rule, "rule is missing");
        new Slot(firstSlot, slotLength);
        MarketYears.require(firstSlot, "first slot");
        if (gateClosure.isNegative() || gateClosure.compareTo(EARLIEST_GATE) > 0) {
            throw new IllegalArgumentException("gate closure must be 0 to 180 minutes: " + gateClosure);
        }
        if (auctionEvery != null
                && (auctionEvery.compareTo(Duration.ofSeconds(1)) < 0
                        || auctionEvery.compareTo(RAREST_AUCTION) > 0
                        || auctionEvery.toNanosPart() != 0)) {
            throw new IllegalArgumentException(
                    "auctions are held every 1 s to 24 h, in whole seconds: " + auctionEvery);
        }
        if (forecastTolerancePermille != null
                && (forecastTolerancePermille < 0 || forecastTolerancePermille > MOST_TOLERANT)) {
            throw new IllegalArgumentException(
                    "the tolerance of forecasts is 0 to " + MOST_TOLERANT + " permille: " + forecastTolerancePermille);
        }
        if (tick.microPerKwh() < 1) {
            throw new IllegalArgumentException("tick must be at least 1 micro-currency per kWh: " + tick);
        }
        mode = mode == SealedBook.Mode.AUCTION ? null : mode;
    }

    /** Terms of a market that holds its auctions at the gates only, and does not say where the community is. */
    public MarketTerms(Duration slotLength, Duration gateClosure, PriceRule rule, Price tick, Instant firstSlot) {
        this(slotLength, gateClosure, rule, tick, firstSlot, null, null, null, null);
    }

    /** The same with auctions this often. */
    public MarketTerms auctionsEvery(@Nullable Duration time) {
        return new MarketTerms(
                slotLength, gateClosure, rule, tick, firstSlot, place, time, forecastTolerancePermille, mode);
    }

    /** The same with this much tolerance of what forecasts back, in permille; absent for orders that need no forecast. */
    public MarketTerms tolerating(@Nullable Integer permille) {
        return new MarketTerms(slotLength, gateClosure, rule, tick, firstSlot, place, auctionEvery, permille, mode);
    }

    /** The same with orders that meet like this. */
    public MarketTerms meeting(SealedBook.Mode how) {
        return new MarketTerms(
                slotLength, gateClosure, rule, tick, firstSlot, place, auctionEvery, forecastTolerancePermille, how);
    }

    /** How orders meet. */
    public SealedBook.Mode meeting() {
        return mode == null ? SealedBook.Mode.AUCTION : mode;
    }

    /** Whether an order meets those that wait as soon as it comes. */
    public boolean continuous() {
        return mode != null;
    }

    /** The last time at or before {@code now} at which auctions are held, in whole multiples since 1970; if there is any. */
    public Optional<Instant> auctionAt(Instant now) {
        return Optional.ofNullable(auctionEvery)
                .map(every -> Instant.ofEpochSecond(
                        Math.floorDiv(now.getEpochSecond(), every.toSeconds()) * every.toSeconds()));
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
