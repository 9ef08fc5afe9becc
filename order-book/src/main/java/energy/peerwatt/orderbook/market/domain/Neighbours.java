package energy.peerwatt.orderbook.market.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Price;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a household wants of other members.
 *
 * @param favourites whom its automatic orders trade with first, as far as they agree; the dearest first
 * @param giftTo who gets for nothing what its automatic orders sell, as far as wanted; absent for nobody
 * @param shown whether partners of its trades may know its account, if theirs is shown too
 * @param premium what its automatic orders pay more per kWh to a favourite, or take less; absent for nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Neighbours(
        List<AccountId> favourites,
        @Nullable AccountId giftTo,
        boolean shown,
        @Nullable Price premium) {
    public static final Neighbours NONE = new Neighbours(List.of(), null, false, null);

    public static final int MOST_FAVOURITES = 20;

    /** @throws IllegalArgumentException naming the bad value */
    public Neighbours {
        favourites = favourites == null ? List.of() : List.copyOf(favourites);
        if (favourites.size() > MOST_FAVOURITES
                || favourites.stream().distinct().count() < favourites.size()) {
            throw new IllegalArgumentException(
                    "favourites are at most " + MOST_FAVOURITES + " accounts, each once: " + favourites);
        }
        premium = Price.ZERO.equals(premium) ? null : premium;
        if (premium != null && favourites.isEmpty()) {
            throw new IllegalArgumentException("a premium is for favourites, of which there are none: " + premium);
        }
    }

    /** Without a premium. */
    public Neighbours(List<AccountId> favourites, @Nullable AccountId giftTo, boolean shown) {
        this(favourites, giftTo, shown, null);
    }
}
