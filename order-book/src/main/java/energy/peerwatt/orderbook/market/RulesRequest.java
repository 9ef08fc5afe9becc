package energy.peerwatt.orderbook.market;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.Violation;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.Neighbours;
import energy.peerwatt.orderbook.market.domain.TradeCaps;
import energy.peerwatt.orderbook.rest.Fields;
import energy.peerwatt.orderbook.rest.Problems;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rules of a household as a caller sent them. A rule that nothing here can follow is refused and not ignored: who set it
 * would count on it.
 *
 * @param rules with stand-ins, if there are violations
 */
record RulesRequest(HouseholdRules rules, List<Violation> violations) {
    private static final AccountId NOBODY = new AccountId(new UUID(0, 0));
    private static final List<String> NAMES = List.of(
            "automatic",
            "lowestSellMicroPerKwh",
            "highestBuyMicroPerKwh",
            "batteryReservePercent",
            "pausedUntil",
            "boughtWhPerDay",
            "boughtWhPerMonth",
            "soldWhPerDay",
            "soldWhPerMonth",
            "spentNanoPerDay",
            "spentNanoPerMonth",
            "favourites",
            "favouritePremiumMicroPerKwh",
            "giftTo",
            "shown");

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem naming all that is wrong, if anything is */
    static HouseholdRules read(JsonNode body) {
        RulesRequest request = of(body, "");
        if (!request.violations.isEmpty()) {
            throw Problems.refused(request.violations);
        }
        return request.rules;
    }

    static RulesRequest of(JsonNode body, String prefix) {
        Fields fields = new Fields(body, prefix);
        fields.allowOnly(NAMES);
        boolean automatic = fields.flag("automatic", false);
        Price lowestSell = fields.quantity("lowestSellMicroPerKwh", Price::new, Price.ZERO);
        Price highestBuy = fields.quantity("highestBuyMicroPerKwh", Price::new, Price.ZERO);
        int reserve = fields.quantity("batteryReservePercent", RulesRequest::percent, 0);
        Instant pausedUntil = fields.has("pausedUntil") ? fields.instant("pausedUntil", Instant.EPOCH) : null;
        TradeCaps caps = new TradeCaps(
                cap(fields, "boughtWhPerDay", Energy::new, Energy.ZERO),
                cap(fields, "boughtWhPerMonth", Energy::new, Energy.ZERO),
                cap(fields, "soldWhPerDay", Energy::new, Energy.ZERO),
                cap(fields, "soldWhPerMonth", Energy::new, Energy.ZERO),
                cap(fields, "spentNanoPerDay", RulesRequest::money, Money.ZERO),
                cap(fields, "spentNanoPerMonth", RulesRequest::money, Money.ZERO));
        Neighbours neighbours = neighbours(fields);
        return new RulesRequest(
                new HouseholdRules(automatic, lowestSell, highestBuy, reserve, pausedUntil, caps, neighbours),
                fields.violations());
    }

    private static Neighbours neighbours(Fields fields) {
        Neighbours without = new Neighbours(
                fields.list("favourites", AccountId::of, Neighbours.MOST_FAVOURITES),
                fields.has("giftTo") ? fields.text("giftTo", AccountId::of, NOBODY) : null,
                fields.has("shown") && fields.flag("shown", false));
        String premium = "favouritePremiumMicroPerKwh";
        if (!fields.has(premium) || fields.isBroken("favourites")) {
            return without;
        }
        return fields.quantity(
                premium,
                micro -> new Neighbours(without.favourites(), without.giftTo(), without.shown(), new Price(micro)),
                without);
    }

    private static <T> @Nullable T cap(Fields fields, String name, Function<Long, T> type, T standIn) {
        return fields.has(name) ? fields.quantity(name, type, standIn) : null;
    }

    private static Money money(long nano) {
        if (nano < 0) {
            throw new IllegalArgumentException("money to spend is negative: " + nano);
        }
        return Money.ofNano(nano);
    }

    private static int percent(long percent) {
        int narrow = Math.clamp(percent, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new HouseholdRules(false, Price.ZERO, Price.ZERO, narrow).batteryReservePercent();
    }
}
