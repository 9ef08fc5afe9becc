package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.Connection;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Neighbours;
import energy.peerwatt.orderbook.market.domain.TariffChange;
import energy.peerwatt.orderbook.market.domain.TradeCaps;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A member; the columns of its rules are all null for one who trades by hand, those of pause and caps where none is. */
@Entity
@Table(name = "member")
@IdClass(AccountKey.class)
@NullUnmarked
class MemberRow {
    @Id
    @Column(name = "community_id")
    UUID communityId;

    @Id
    @Column(name = "account_id")
    UUID accountId;

    String wallet;

    @Column(name = "meter_id")
    UUID meterId;

    @Column(name = "zone_id")
    String zoneId;

    @Column(name = "feed_in")
    long feedIn;

    long retail;
    Boolean automatic;

    @Column(name = "lowest_sell")
    Long lowestSell;

    @Column(name = "highest_buy")
    Long highestBuy;

    @Column(name = "battery_reserve_percent")
    Integer batteryReservePercent;

    @Column(name = "paused_until")
    Instant pausedUntil;

    @Column(name = "bought_per_day")
    Long boughtPerDay;

    @Column(name = "bought_per_month")
    Long boughtPerMonth;

    @Column(name = "sold_per_day")
    Long soldPerDay;

    @Column(name = "sold_per_month")
    Long soldPerMonth;

    @Column(name = "spent_per_day")
    Long spentPerDay;

    @Column(name = "spent_per_month")
    Long spentPerMonth;

    String neighbours;

    String connection;

    String coming;

    Member member() {
        return new Member(
                new AccountId(accountId),
                wallet,
                new MeterId(meterId),
                new GridZoneId(zoneId),
                Price.ofMicroPerKwh(feedIn),
                Price.ofMicroPerKwh(retail),
                automatic == null
                        ? null
                        : new HouseholdRules(
                                automatic,
                                Price.ofMicroPerKwh(lowestSell),
                                Price.ofMicroPerKwh(highestBuy),
                                batteryReservePercent,
                                pausedUntil,
                                new TradeCaps(
                                        energy(boughtPerDay),
                                        energy(boughtPerMonth),
                                        energy(soldPerDay),
                                        energy(soldPerMonth),
                                        money(spentPerDay),
                                        money(spentPerMonth)),
                                JsonText.orElse(neighbours, Neighbours.class, Neighbours.NONE)),
                JsonText.orElse(connection, Connection.class, Connection.UNKNOWN),
                List.of(JsonText.orElse(coming, TariffChange[].class, new TariffChange[0])));
    }

    private static Energy energy(Long wattHours) {
        return wattHours == null ? null : new Energy(wattHours);
    }

    private static Money money(Long nano) {
        return nano == null ? null : Money.ofNano(nano);
    }
}
