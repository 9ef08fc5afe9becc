package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.Violation;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.MarketYears;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.rest.Problems;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which day is played again, and with which limits; absent where the caller did not say. */
record WhatIfQuery(
        @Nullable LocalDate day,
        @Nullable Price lowestSell,
        @Nullable Price highestBuy) {

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem naming all that is wrong, if anything is */
    static WhatIfQuery of(@Nullable String day, @Nullable String lowestSell, @Nullable String highestBuy) {
        List<Violation> violations = new ArrayList<>();
        WhatIfQuery query = new WhatIfQuery(
                parsed("day", day, WhatIfQuery::date, violations),
                parsed("lowestSellMicroPerKwh", lowestSell, WhatIfQuery::price, violations),
                parsed("highestBuyMicroPerKwh", highestBuy, WhatIfQuery::price, violations));
        if (!violations.isEmpty()) {
            throw Problems.refused(violations);
        }
        return query;
    }

    LocalDate dayOr(LocalDate other) {
        return day == null ? other : day;
    }

    /** The household's caps, and its limits where the caller gave none; without rules what its supplier pays and charges. */
    HouseholdRules rules(Member member) {
        Optional<HouseholdRules> own = Optional.ofNullable(member.rules());
        return new HouseholdRules(
                true,
                Optional.ofNullable(lowestSell)
                        .or(() -> own.map(HouseholdRules::lowestSell))
                        .orElse(member.feedIn()),
                Optional.ofNullable(highestBuy)
                        .or(() -> own.map(HouseholdRules::highestBuy))
                        .orElse(member.retail()),
                own.map(HouseholdRules::batteryReservePercent).orElse(0),
                null,
                own.map(HouseholdRules::caps).orElse(null));
    }

    private static <T> @Nullable T parsed(
            String field, @Nullable String text, Function<String, T> parser, List<Violation> violations) {
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            violations.add(new Violation("malformed", field, String.valueOf(e.getMessage())));
            return null;
        }
    }

    private static LocalDate date(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            MarketYears.require(date.atStartOfDay().toInstant(ZoneOffset.UTC), "day");
            return date;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("day is not a date like 2026-06-01: " + text, e);
        }
    }

    private static Price price(String text) {
        try {
            return Price.ofMicroPerKwh(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number: " + text, e);
        }
    }
}
