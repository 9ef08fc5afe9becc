package energy.peerwatt.orderbook.market.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The most that is traded for a household in a day and in a month of its community. Each may be absent for no limit, and
 * zero for nothing at all.
 *
 * @param spentPerDay for energy bought, fees included; nano-currency
 * @param spentPerMonth as spentPerDay
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TradeCaps(
        @Nullable Energy boughtPerDay,
        @Nullable Energy boughtPerMonth,
        @Nullable Energy soldPerDay,
        @Nullable Energy soldPerMonth,
        @Nullable Money spentPerDay,
        @Nullable Money spentPerMonth) {
    public static final TradeCaps NONE = new TradeCaps(null, null, null, null, null, null);

    /** @throws IllegalArgumentException naming the bad value */
    public TradeCaps {
        if (Stream.of(spentPerDay, spentPerMonth).anyMatch(cap -> cap != null && cap.isNegative())) {
            throw new IllegalArgumentException("a cap is zero or more: " + spentPerDay + ", " + spentPerMonth);
        }
    }
}
