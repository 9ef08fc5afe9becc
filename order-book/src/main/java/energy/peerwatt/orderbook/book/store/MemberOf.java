package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.Connection;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.TradeCaps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A member as a row to be written; component names are column names. */
record MemberOf(
        UUID communityId,
        UUID accountId,
        String wallet,
        UUID meterId,
        String zoneId,
        long feedIn,
        long retail,
        @Nullable Boolean automatic,
        @Nullable Long lowestSell,
        @Nullable Long highestBuy,
        @Nullable Integer batteryReservePercent,
        @Nullable Instant pausedUntil,
        @Nullable Long boughtPerDay,
        @Nullable Long boughtPerMonth,
        @Nullable Long soldPerDay,
        @Nullable Long soldPerMonth,
        @Nullable Long spentPerDay,
        @Nullable Long spentPerMonth,
        @Nullable String neighbours,
        @Nullable String connection,
        @Nullable String coming) {

    static MemberOf of(UUID community, Member member) {
        Optional<HouseholdRules> rules = Optional.ofNullable(member.rules());
        return new MemberOf(
                community,
                member.account().value(),
                member.wallet(),
                member.meter().value(),
                member.zone().value(),
                member.feedIn().microPerKwh(),
                member.retail().microPerKwh(),
                rules.map(HouseholdRules::automatic).orElse(null),
                rules.map(HouseholdRules::lowestSell).map(Price::microPerKwh).orElse(null),
                rules.map(HouseholdRules::highestBuy).map(Price::microPerKwh).orElse(null),
                rules.map(HouseholdRules::batteryReservePercent).orElse(null),
                rules.map(HouseholdRules::pausedUntil).orElse(null),
                energy(rules, TradeCaps::boughtPerDay),
                energy(rules, TradeCaps::boughtPerMonth),
                energy(rules, TradeCaps::soldPerDay),
                energy(rules, TradeCaps::soldPerMonth),
                money(rules, TradeCaps::spentPerDay),
                money(rules, TradeCaps::spentPerMonth),
                rules.map(HouseholdRules::neighbours).map(JsonText::write).orElse(null),
                JsonText.unless(member.connection(), Connection.UNKNOWN),
                JsonText.unless(member.coming(), List.of()));
    }

    private static @Nullable Long energy(Optional<HouseholdRules> rules, Function<TradeCaps, @Nullable Energy> cap) {
        return rules.map(HouseholdRules::caps).map(cap).map(Energy::wattHours).orElse(null);
    }

    private static @Nullable Long money(Optional<HouseholdRules> rules, Function<TradeCaps, @Nullable Money> cap) {
        return rules.map(HouseholdRules::caps).map(cap).map(Money::nano).orElse(null);
    }
}
