package energy.peerwatt.orderbook.clearing.domain.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import energy.peerwatt.messages.evidence.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands in a book. Prices are micro-currency per kWh.
 *
 * @param account whose order it is; nobody trades with themselves
 * @param wh what is offered or wanted
 * @param minFillWh less than this is no trade (continuous trading and direct buys only)
 * @param limit worst price the order accepts; null for the floor of a sell, the cap of a buy
 * @param floor what the seller's supplier would pay anyway; of a sell only
 * @param cap what the buyer's supplier would charge anyway, all included; of a buy only
 * @param source kind of the energy sold
 * @param building in the same building trades first among equals
 * @param sequence place in the order of arrival; decides in continuous trading and for direct buys, 0 in an auction
 * @param directBuyOf the resting sell order that this one takes before anything else happens
 * @param giftTo the account that gets the energy for nothing
 * @param nominated accounts to trade with before the market, the dearest to one first
 * @param preferences alternatives; when there are any, {@code limit} counts only for those without their own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder(alphabetic = true)
public record BookOrder(
        String id,
        String account,
        String zone,
        Side side,
        long wh,
        long minFillWh,
        @Nullable Long limit,
        @Nullable Long floor,
        @Nullable Long cap,
        @Nullable String source,
        @Nullable String building,
        long sequence,
        @Nullable String directBuyOf,
        @Nullable String giftTo,
        List<String> nominated,
        List<Preference> preferences) {
    public BookOrder {
        nominated = List.copyOf(nominated);
        preferences = List.copyOf(preferences);
    }

    public boolean sells() {
        return side == Side.SELL;
    }

    /** The limit that holds without preferences; null if the order names none. */
    public @Nullable Long ownLimit() {
        return limit != null ? limit : sells() ? floor : cap;
    }

    /** What a limit is worth: a sell never goes below its floor, a buy never above its cap. */
    public long clipped(long price) {
        if (sells()) {
            return floor == null ? price : Math.max(price, floor);
        }
        return cap == null ? price : Math.min(price, cap);
    }

    /** A sell that names no price of its own and is given away or not traded at all. */
    public boolean givesOnly() {
        return giftTo != null && limit == null && preferences.isEmpty();
    }

    public BookOrder withSequence(long place) {
        return new BookOrder(
                id,
                account,
                zone,
                side,
                wh,
                minFillWh,
                limit,
                floor,
                cap,
                source,
                building,
                place,
                directBuyOf,
                giftTo,
                nominated,
                preferences);
    }
}
