package energy.peerwatt.orderbook.clearing.domain.book;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.PriceRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything a clearing depends on. Orders and zones are in the order of their ids.
 *
 * @param tick limits are multiples of it, micro-currency per kWh
 * @param zones every zone, those that others name as their parent included
 */
@JsonPropertyOrder(alphabetic = true)
public record ClearingBook(PriceRule rule, ClearingMode mode, long tick, List<BookZone> zones, List<BookOrder> orders) {
    public ClearingBook {
        zones = zones.stream().sorted(Comparator.comparing(BookZone::id)).toList();
        orders = orders.stream().sorted(Comparator.comparing(BookOrder::id)).toList();
    }

    /** As given, with a zone for each parent that is named but not described: no fees, no limits. */
    public static ClearingBook of(
            PriceRule rule, ClearingMode mode, long tick, List<BookZone> zones, List<BookOrder> orders) {
        Set<String> known = new HashSet<>(zones.stream().map(BookZone::id).toList());
        List<BookZone> all = new ArrayList<>(zones);
        for (BookZone zone : zones) {
            if (zone.parent() != null && known.add(zone.parent())) {
                all.add(BookZone.alone(zone.parent()));
            }
        }
        return new ClearingBook(rule, mode, tick, all, orders);
    }

    /** The same terms and zones for other orders. */
    public ClearingBook withOrders(List<BookOrder> chosen) {
        return new ClearingBook(rule, mode, tick, zones, chosen);
    }

    /** Keccak-256 of the canonical JSON (RFC 8785). */
    public Hash32 hash() {
        return CanonicalJson.hash(this);
    }
}
