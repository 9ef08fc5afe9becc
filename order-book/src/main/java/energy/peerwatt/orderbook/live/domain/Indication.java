package energy.peerwatt.orderbook.live.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an auction of the slot would give if it were held now.
 *
 * @param volume Wh that would trade
 * @param between half-way between the best ask and the best bid less fees, where nothing would trade and both are there
 * @param zones prices that sellers would receive, of zones that would have one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Indication(Energy volume, @Nullable Price between, List<ZonePrice> zones) {
    public record ZonePrice(GridZoneId zone, Price price) {}

    public Indication {
        zones = List.copyOf(zones);
    }

    public static Indication of(ClearingResult result) {
        return new Indication(
                result.volume(),
                result.indicative(),
                result.zones().stream()
                        .filter(zone -> zone.price() != null)
                        .map(zone -> new ZonePrice(zone.zone(), zone.price()))
                        .toList());
    }
}
