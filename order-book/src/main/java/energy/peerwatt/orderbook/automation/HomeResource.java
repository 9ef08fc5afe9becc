package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.orderbook.access.Caller;
import energy.peerwatt.orderbook.access.CommunityAccess;
import energy.peerwatt.orderbook.automation.domain.DayReplay;
import energy.peerwatt.orderbook.automation.domain.ForecastError;
import energy.peerwatt.orderbook.automation.domain.MeteredSlot;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.MarketPlace;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.rest.PathIds;
import energy.peerwatt.orderbook.rest.Problems;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the automatic trader expects of a home, and what its rules would have earned. */
@Path("/v1/communities/{community}")
@Produces(MediaType.APPLICATION_JSON)
public class HomeResource {
    private final BookReader books;
    private final ForecastLog forecasts;
    private final MeterRegisters registers;
    private final SealedPrices prices;
    private final Caller caller;
    private final Clock clock;

    HomeResource(
            BookReader books,
            ForecastLog forecasts,
            MeterRegisters registers,
            SealedPrices prices,
            Caller caller,
            Clock clock) {
        this.books = books;
        this.forecasts = forecasts;
        this.registers = registers;
        this.prices = prices;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * @param latest the last forecast of each horizon
     * @param errors how far past forecasts were off, per horizon
     */
    public record HomeForecast(MeterId meter, List<Expected> latest, List<ForecastError> errors) {}

    /**
     * Net energy in Wh, + is import.
     *
     * @param aheadMinutes from the slot that orders were placed for to this one; 0 is what was ordered by
     * @param persistenceWh like the last minutes; absent without telemetry
     * @param clearSkyWh as persistence, the sun's part as in a clear sky; absent where nothing is known of it
     * @param lastWeekWh as a week before; absent without readings of it
     */
    public record Expected(
            Instant slotStart,
            int aheadMinutes,
            Instant madeAt,
            long netWh,
            @Nullable Long persistenceWh,
            @Nullable Long clearSkyWh,
            @Nullable Long lastWeekWh) {
        static Expected of(ForecastLog.Made made) {
            return new Expected(
                    made.slotStart(),
                    made.aheadMinutes(),
                    made.madeAt(),
                    made.netWh(),
                    made.persistenceWh(),
                    made.clearSkyWh(),
                    made.lastWeekWh());
        }
    }

    /**
     * Money in nano-currency, + is what the household receives.
     *
     * @param withoutReading slots of the day that are sealed, but not measured, and so left out
     * @param withMarket what the day would have given with these rules
     * @param supplierOnly what it would have given without any trade
     * @param benefit the difference; never negative
     */
    public record WhatIf(
            AccountId account,
            LocalDate day,
            ZoneId timeZone,
            HouseholdRules rules,
            int withoutReading,
            Energy sold,
            Energy bought,
            Money withMarket,
            Money supplierOnly,
            Money benefit,
            List<DayReplay.Line> slots) {}

    @GET
    @Path("members/{account}/forecast")
    @Operation(
            summary = "What is expected of a home, and how right that was so far",
            description = "The last forecast of each horizon with its parts, and mean absolute errors over 15 days.")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<HomeForecast> forecast(@PathParam("community") String community, @PathParam("account") String account) {
        return home(community, account)
                .chain(home -> forecasts
                        .latest(home.member.meter(), home.terms.slotLength())
                        .chain(latest -> forecasts
                                .errors(home.member.meter(), home.terms.slotLength())
                                .map(errors -> new HomeForecast(
                                        home.member.meter(),
                                        latest.stream().map(Expected::of).toList(),
                                        errors))));
    }

    @GET
    @Path("members/{account}/what-if")
    @Operation(
            summary = "With the prices of yesterday, or of another day, the household would have earned ...",
            description =
                    "Its measured energy at sealed prices of its zone, by its rules or these limits, compared with the"
                            + " supplier alone; as if it were too small to change a price and always found a partner.")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<WhatIf> whatIf(
            @PathParam("community") String community,
            @PathParam("account") String account,
            @QueryParam("day") @Nullable String day,
            @QueryParam("lowestSellMicroPerKwh") @Nullable String lowestSell,
            @QueryParam("highestBuyMicroPerKwh") @Nullable String highestBuy) {
        WhatIfQuery query = WhatIfQuery.of(day, lowestSell, highestBuy);
        return home(community, account).chain(home -> whatIf(home, query));
    }

    private Uni<WhatIf> whatIf(Home home, WhatIfQuery query) {
        MarketPlace place = home.terms.whereabouts();
        LocalDate day = query.dayOr(place.dateOf(clock.instant()).minusDays(1));
        MarketPlace.Period period = place.day(day);
        HouseholdRules rules = query.rules(home.member);
        return registers
                .slots(home.member.meter(), home.terms.slotLength(), period.from(), period.to())
                .chain(metered -> prices.of(home.community, home.member.zone(), period)
                        .map(zonePrices -> whatIf(home, day, rules, metered, zonePrices)));
    }

    private static WhatIf whatIf(
            Home home,
            LocalDate day,
            HouseholdRules rules,
            List<MeteredSlot> metered,
            Map<Instant, SealedPrices.ZonePrice> zonePrices) {
        List<DayReplay.PricedSlot> slots = metered.stream()
                .flatMap(slot -> Optional.ofNullable(zonePrices.get(slot.slot().start())).stream()
                        .map(price -> new DayReplay.PricedSlot(slot, price.price(), price.localFee())))
                .toList();
        Member member = home.member;
        DayReplay replay = DayReplay.of(rules, member.feedIn(), member.retail(), home.terms.tick(), slots);
        return new WhatIf(
                member.account(),
                day,
                home.terms.whereabouts().timeZone(),
                rules,
                zonePrices.size() - slots.size(),
                replay.lines().stream().map(DayReplay.Line::sold).reduce(Energy.ZERO, Energy::plus),
                replay.lines().stream().map(DayReplay.Line::bought).reduce(Energy.ZERO, Energy::plus),
                replay.withMarket(),
                replay.supplierOnly(),
                replay.withMarket().minus(replay.supplierOnly()),
                replay.lines());
    }

    /** A member with the market around it. */
    private record Home(CommunityId community, MarketTerms terms, Member member) {}

    /** Somebody else's is told apart by nothing from one that does not exist. */
    private Uni<Home> home(String community, String account) {
        CommunityId id = PathIds.community(community);
        AccountId accountId = PathIds.account(account);
        if (!caller.tradable(id).test(accountId)) {
            throw Problems.notFound("no such member: " + accountId);
        }
        return books.community(id, List.of(accountId))
                .map(state -> state.flatMap(HomeResource::home)
                        .orElseThrow(() -> Problems.notFound("no such member: " + accountId)));
    }

    private static Optional<Home> home(CommunityState state) {
        MarketTerms terms = state.terms();
        return terms == null
                ? Optional.empty()
                : state.members().stream().findFirst().map(member -> new Home(state.community(), terms, member));
    }
}
