package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.Member;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A member; the four columns of its rules are all null for one who trades by hand. */
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
                                batteryReservePercent));
    }
}
