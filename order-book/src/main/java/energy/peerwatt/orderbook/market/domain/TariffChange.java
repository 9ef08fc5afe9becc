package energy.peerwatt.orderbook.market.domain;

import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import java.util.Objects;

/**
 * What a member's supplier will pay and charge.
 *
 * @param from for slots that start then or later
 */
public record TariffChange(Instant from, Price feedIn, Price retail) {
    /** @throws NullPointerException naming what is missing */
    public TariffChange {
        Objects.requireNonNull(from, "from is missing");
        Objects.requireNonNull(feedIn, "feedIn is missing");
        Objects.requireNonNull(retail, "retail is missing");
    }
}
