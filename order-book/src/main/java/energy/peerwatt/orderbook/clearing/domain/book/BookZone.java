package energy.peerwatt.orderbook.clearing.domain.book;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A zone of the grid; fee and limits are those of the edge to its parent and mean nothing where there is none.
 *
 * @param edgeFee micro-currency per kWh that crosses the edge, either way
 * @param localFee micro-currency per kWh that is bought in the zone
 * @param importLimitWh most that may enter the zone, net; null for no limit
 * @param exportLimitWh most that may leave the zone, net; null for no limit
 */
@JsonPropertyOrder(alphabetic = true)
public record BookZone(
        String id,
        @Nullable String parent,
        long edgeFee,
        long localFee,
        @Nullable Long importLimitWh,
        @Nullable Long exportLimitWh) {

    /** A zone that stands alone. */
    public static BookZone alone(String id) {
        return new BookZone(id, null, 0, 0, null, null);
    }
}
