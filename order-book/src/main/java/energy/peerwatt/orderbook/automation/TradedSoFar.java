package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.automation.domain.Traded;
import energy.peerwatt.orderbook.market.domain.MarketPlace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What members with caps have traded on the day of a slot and in its month, orders by hand included. An order that waits
 * counts whole, at its limit as far as it has not traded; another one as what was bought or sold, delivered or not. One
 * statement sees one moment, so no order counts twice while its slot is sealed.
 */
@ApplicationScoped
class TradedSoFar {
    private static final String SUMS = """
            SELECT o.account_id, o.side, cast(sum(u.wh) AS bigint), cast(sum(u.nano) AS bigint),
                cast(coalesce(sum(u.wh) FILTER (WHERE u.today), 0) AS bigint),
                cast(coalesce(sum(u.nano) FILTER (WHERE u.today), 0) AS bigint)
            FROM member m
            JOIN book_order o ON o.community_id = m.community_id AND o.account_id = m.account_id
            CROSS JOIN LATERAL (
                SELECT CASE o.state WHEN 'ACCEPTED' THEN o.energy_wh ELSE o.filled_wh END AS wh,
                    CASE WHEN o.side = 'SELL' THEN 0
                        ELSE CASE o.state WHEN 'ACCEPTED' THEN cast(o.energy_wh - o.filled_wh AS numeric) * o.limit_micro
                                ELSE 0 END
                            + (SELECT coalesce(sum(cast(t.energy_wh AS numeric) * (t.price + t.fee + t.congestion)), 0)
                            FROM trade t WHERE t.community_id = o.community_id AND t.buyer = o.account_id
                                AND t.slot_start = o.slot_start AND t.buy_order = o.id) END AS nano,
                    o.slot_start >= :dayFrom AND o.slot_start < :dayTo AS today) u
            WHERE m.community_id = :community AND coalesce(m.bought_per_day, m.bought_per_month, m.sold_per_day,
                    m.sold_per_month, m.spent_per_day, m.spent_per_month) IS NOT NULL
                AND o.slot_start >= :monthFrom AND o.slot_start < :monthTo
                AND (o.state = 'ACCEPTED' OR o.state <> 'REJECTED' AND o.filled_wh > 0)
            GROUP BY o.account_id, o.side""";

    private final Mutiny.SessionFactory database;

    TradedSoFar(Mutiny.SessionFactory database) {
        this.database = database;
    }

    /** What an account traded on a day and in its month. */
    record Periods(Traded day, Traded month) {
        static final Periods NOTHING = new Periods(Traded.NOTHING, Traded.NOTHING);

        Periods plus(Periods other) {
            return new Periods(day.plus(other.day), month.plus(other.month));
        }
    }

    /** By account; who has no caps or traded nothing is not there. */
    Uni<Map<AccountId, Periods>> around(Slot slot, CommunityId community, MarketPlace place) {
        LocalDate date = place.dateOf(slot.start());
        MarketPlace.Period day = place.day(date);
        MarketPlace.Period month = place.month(date);
        return database.withStatelessSession(session -> session.createNativeQuery(SUMS, Object[].class)
                .setParameter("community", community.value())
                .setParameter("dayFrom", day.from())
                .setParameter("dayTo", day.to())
                .setParameter("monthFrom", month.from())
                .setParameter("monthTo", month.to())
                .getResultList()
                .map(TradedSoFar::byAccount));
    }

    private static Map<AccountId, Periods> byAccount(List<Object[]> rows) {
        Map<AccountId, Periods> found = new HashMap<>();
        for (Object[] row : rows) {
            Side side = Side.valueOf(row[1].toString());
            Periods periods = new Periods(traded(side, row[4], row[5]), traded(side, row[2], row[3]));
            found.merge(new AccountId((UUID) row[0]), periods, Periods::plus);
        }
        return found;
    }

    private static Traded traded(Side side, Object wattHours, Object nano) {
        Energy energy = new Energy(((Number) wattHours).longValue());
        return switch (side) {
            case SELL -> new Traded(Energy.ZERO, energy, Money.ZERO);
            case BUY -> new Traded(energy, Energy.ZERO, Money.ofNano(((Number) nano).longValue()));
        };
    }
}
