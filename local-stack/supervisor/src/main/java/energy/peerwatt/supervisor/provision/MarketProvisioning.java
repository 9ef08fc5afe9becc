package energy.peerwatt.supervisor.provision;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.servers.ServerFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Defines the community, its zone and its members; saying it again changes nothing. */
public final class MarketProvisioning {
    private static final String COMMUNITY = "/v1/communities/" + DemoCast.COMMUNITY;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ServiceClient orderBook;

    public MarketProvisioning(ServiceClient orderBook) {
        this.orderBook = orderBook;
    }

    /** @param firstSlot of the community; the same at every start */
    public void define(List<Household> households, Instant firstSlot) {
        orderBook.put(
                COMMUNITY,
                Map.of(
                        "slotMinutes",
                        15,
                        "gateClosureMinutes",
                        5,
                        "rule",
                        "SCARCITY",
                        "tickMicroPerKwh",
                        Tariff.TICK,
                        "firstSlot",
                        firstSlot,
                        "latitudeMicroDegrees",
                        Tariff.LATITUDE_MICRO_DEGREES,
                        "longitudeMicroDegrees",
                        Tariff.LONGITUDE_MICRO_DEGREES));
        defineZoneUntilTheGridDoes();
        Set<String> known = members();
        households.stream()
                .filter(household -> !known.contains(account(household)))
                .forEach(household -> orderBook.put(COMMUNITY + "/members/" + account(household), member(household)));
        households.forEach(this::giveMandate);
    }

    /** Without a mandate nobody is traded for. Whoever withdrew one is left alone. */
    private void giveMandate(Household household) {
        String path = COMMUNITY + "/members/" + account(household) + "/mandate";
        JsonNode known = awaitMember(path);
        if (!List.of("VALID", "WITHDRAWN").contains(known.path("state").asText())) {
            orderBook.put(path, DemoMandates.of(household, known.path("toSign")));
        }
    }

    /** A busy book answers before it has carried out that somebody became a member. */
    private JsonNode awaitMember(String path) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<JsonNode> known = orderBook.find(path);
        while (known.isEmpty() && System.nanoTime() < end) {
            pause();
            known = orderBook.find(path);
        }
        return known.orElseThrow(
                () -> new ServerFailure("order-book does not know " + path + " after " + PATIENCE.toSeconds() + " s"));
    }

    /** Who is a member already keeps the rules that the household has set since. */
    private Set<String> members() {
        return orderBook.find(COMMUNITY).stream()
                .flatMap(market -> market.path("members").valueStream())
                .map(member -> member.path("account").asText())
                .collect(Collectors.toSet());
    }

    private static String account(Household household) {
        return DemoCast.account(household.number()).toString();
    }

    /**
     * Grid-service tells the zone too, and from then on its word counts. But nobody could say when its event has come,
     * while this lies in the log of the book before the members, who need a zone, and before the first gate: no slot is
     * sealed without its fee. Once there is a zone it is not said again: the book refuses it where the grid defines it.
     */
    private void defineZoneUntilTheGridDoes() {
        if (orderBook.find(COMMUNITY).filter(MarketProvisioning::hasTheZone).isEmpty()) {
            orderBook.put(COMMUNITY + "/zones/" + DemoCast.ZONE, Map.of("localFeeMicroPerKwh", Tariff.LOCAL_FEE));
        }
    }

    private static boolean hasTheZone(JsonNode market) {
        return Stream.of("zones", "comingZones")
                .flatMap(zones -> market.path(zones).valueStream())
                .anyMatch(zone -> zone.path("id").asText().equals(DemoCast.ZONE.value()));
    }

    private static Map<String, Object> member(Household household) {
        Map<String, Object> rules = new LinkedHashMap<>();
        rules.put("automatic", true);
        rules.put("lowestSellMicroPerKwh", household.lowestSellMicroPerKwh());
        rules.put("highestBuyMicroPerKwh", household.highestBuyMicroPerKwh());
        rules.put("batteryReservePercent", household.hasBattery() ? Tariff.BATTERY_RESERVE_PERCENT : 0);
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("wallet", DemoCast.household(household.number()).address().hex());
        member.put("meter", DemoCast.meter(household.number()));
        member.put("zone", DemoCast.ZONE);
        member.put("feedInMicroPerKwh", Tariff.FEED_IN);
        member.put("retailMicroPerKwh", Tariff.RETAIL);
        member.put("rules", rules);
        return member;
    }

    /** Waits until deposits have come back through the chain and settlement, so that the first orders are covered. */
    public void awaitBalances(int members) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long funded = 0;
        while (System.nanoTime() < end) {
            funded = funded();
            if (funded >= members) {
                return;
            }
            pause();
        }
        throw new ServerFailure("only " + funded + " of " + members + " members have a balance in order-book after "
                + PATIENCE.toSeconds() + " s; see the logs of order-book and settlement");
    }

    private long funded() {
        long funded = 0;
        for (JsonNode balance : orderBook.get(COMMUNITY + "/balances")) {
            if (balance.path("available").asLong() > 0) {
                funded++;
            }
        }
        return funded;
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while waiting for balances", e);
        }
    }
}
