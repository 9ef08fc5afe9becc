package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.EnergySource;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import org.jspecify.annotations.Nullable;

/**
 * A listed order to sell, as a certain member may buy it.
 *
 * @param zone of the seller
 * @param left what that member may have of it
 * @param asked what the seller wants of that member
 * @param delivered the same with the fees of the way to that member; absent where there is no way, or no price is so high
 * @param source absent where the seller does not say it
 * @param least less than this is not given, but for the last rest; absent for any part
 */
public record Offer(
        OrderId id,
        AccountId account,
        GridZoneId zone,
        Energy left,
        Price asked,
        @Nullable Price delivered,
        @Nullable EnergySource source,
        @Nullable Energy least) {}
