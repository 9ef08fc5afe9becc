package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.MarketPlace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Prices of sealed slots, read where the books lie: a book may be large, its prices are not. */
@ApplicationScoped
class SealedPrices {
    private static final String PRICES = """
            SELECT cast(extract(epoch FROM l.slot_start) AS bigint),
                (SELECT cast(z ->> 'price' AS bigint) FROM jsonb_array_elements(l.line -> 'result' -> 'zones') z
                    WHERE z ->> 'zone' = :zone),
                (SELECT cast(z ->> 'localFee' AS bigint) FROM jsonb_array_elements(l.line -> 'book' -> 'zones') z
                    WHERE z ->> 'id' = :zone),
                (SELECT {mean} FROM {fills} WHERE f ->> 'from' = :zone AND f ->> 'step' IS DISTINCT FROM 'GIFT'),
                (SELECT {meanPaid} FROM {fills} WHERE f ->> 'to' = :zone AND f ->> 'step' IS DISTINCT FROM 'GIFT')
            FROM (SELECT slot_start, round, cast(line AS jsonb) AS line FROM sealed_book b
                WHERE community_id = :community AND slot_start >= :from AND slot_start < :to
                    AND EXISTS (SELECT 1 FROM sealed_book e WHERE e.community_id = b.community_id
                        AND e.slot_start = b.slot_start AND e.last)) l
            ORDER BY l.slot_start, l.round""".replace("{fills}", "jsonb_array_elements(l.line -> 'result' -> 'fills') f")
            .replace("{meanPaid}", mean("price", "fee", "congestion"))
            .replace("{mean}", mean("price"));

    /** Of fills, weighed by their energy, rounded down; null without any. */
    private static String mean(String... parts) {
        String perKwh = Arrays.stream(parts)
                .map("cast(f ->> '%s' AS numeric)"::formatted)
                .collect(Collectors.joining(" + ", "(", ")"));
        String energy = "cast(f ->> 'energy' AS numeric)";
        return "cast(trunc(sum(" + perKwh + " * " + energy + ") / sum(" + energy + ")) AS bigint)";
    }

    private final Mutiny.SessionFactory database;

    SealedPrices(Mutiny.SessionFactory database) {
        this.database = database;
    }

    /**
     * A sealed slot in a zone.
     *
     * @param price of the zone: what sellers there received, or where pairs had prices of their own, the mean of these, or of
     *     what buyers there paid but for the local fee; gifts left out. Absent where nothing was traded
     */
    record ZonePrice(@Nullable Price price, Price localFee) {}

    /** By start of the slot; those that are not sealed are not there. */
    Uni<Map<Instant, ZonePrice>> of(CommunityId community, GridZoneId zone, MarketPlace.Period period) {
        return database.withStatelessSession(session -> session.createNativeQuery(PRICES, Object[].class)
                .setParameter("community", community.value())
                .setParameter("zone", zone.value())
                .setParameter("from", period.from())
                .setParameter("to", period.to())
                .getResultList()
                .map(SealedPrices::byStart));
    }

    private static Map<Instant, ZonePrice> byStart(List<@Nullable Object[]> rows) {
        Map<Instant, ZonePrice> found = new HashMap<>();
        for (@Nullable Object[] row : rows) {
            Price fee = price(row[2]);
            Price price = firstOf(price(row[1]), price(row[3]), fee == null ? null : before(fee, price(row[4])));
            if (row[0] instanceof Number start) {
                // Of several rounds the last in which the zone had a price.
                found.merge(
                        Instant.ofEpochSecond(start.longValue()),
                        fee == null ? new ZonePrice(null, Price.ZERO) : new ZonePrice(price, fee),
                        (earlier, later) -> later.price() == null ? earlier : later);
            }
        }
        return found;
    }

    private static @Nullable Price firstOf(@Nullable Price... prices) {
        return Arrays.stream(prices).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** What a price paid was before the fee of the zone. */
    private static @Nullable Price before(Price fee, @Nullable Price paid) {
        return paid == null ? null : Price.ofMicroPerKwh(Math.max(0, paid.microPerKwh() - fee.microPerKwh()));
    }

    private static @Nullable Price price(@Nullable Object column) {
        return column instanceof Number number ? Price.ofMicroPerKwh(number.longValue()) : null;
    }
}
