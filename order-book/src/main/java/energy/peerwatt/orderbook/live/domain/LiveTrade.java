package energy.peerwatt.orderbook.live.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Energy that changed hands. Zones go with the names: in a zone with one home, the zone is its name.
 *
 * @param from absent for who may not know the seller
 * @param to absent for who may not know the buyer
 * @param price what the seller receives; the buyer pays {@code price + fee + congestion}
 * @param seller absent for who may not know
 * @param buyer absent for who may not know
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveTrade(
        TradeId id,
        @Nullable GridZoneId from,
        @Nullable GridZoneId to,
        Energy energy,
        Price price,
        Price fee,
        Price congestion,
        @Nullable AccountId seller,
        @Nullable AccountId buyer) {

    /** With the names of those only whose affairs the reader may see. */
    public LiveTrade seenBy(Predicate<AccountId> visible) {
        boolean seesSeller = seller != null && visible.test(seller);
        boolean seesBuyer = buyer != null && visible.test(buyer);
        return new LiveTrade(
                id,
                seesSeller ? from : null,
                seesBuyer ? to : null,
                energy,
                price,
                fee,
                congestion,
                seesSeller ? seller : null,
                seesBuyer ? buyer : null);
    }
}
