package energy.peerwatt.orderbook.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.Sha256Tree;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.time.Slot;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Rules, caps, forecasts and their quality, and what other rules would have earned. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class HomeTest {
    private static final GatewayId GATEWAY = new GatewayId(new UUID(1, 1));
    private static final Duration GATE = Duration.ofMinutes(5);
    private static final long ONE = 1_000_000_000L;

    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void allThatIsWrongWithRulesIsSaidAtOnce() {
        Street street = new Street(bootstrap).open(nextButOne(), "SCARCITY");
        AccountId account = street.member();
        Response answer = street.put("/members/" + account + "/rules", """
                {"automatic": "yes", "lowestSellMicroPerKwh": -1, "batteryReservePercent": 101, "spentNanoPerDay": -1,
                 "soldWhPerMonth": 1.5, "pausedUntil": "tomorrow", "favourites": ["bob"], "gift": true}""");
        Response forNobody = street.put(
                "/members/" + account + "/rules", capped("\"favourites\": [], \"favouritePremiumMicroPerKwh\": 1000"));
        assertThat(forNobody.jsonPath().getList("violations.field")).containsExactly("favouritePremiumMicroPerKwh");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getList("violations.field"))
                .containsExactlyInAnyOrder(
                        "automatic",
                        "lowestSellMicroPerKwh",
                        "highestBuyMicroPerKwh",
                        "batteryReservePercent",
                        "spentNanoPerDay",
                        "soldWhPerMonth",
                        "pausedUntil",
                        "favourites",
                        "gift");
    }

    @Test
    void aHouseholdChangesItsRulesAndNothingElseOfItsMembership() {
        Street street = new Street(bootstrap).open(nextButOne(), "SCARCITY");
        AccountId account = street.member();

        street.put(
                        "/members/" + account + "/rules",
                        capped("\"soldWhPerDay\": 700, \"spentNanoPerMonth\": 5, \"favourites\": [\"" + account
                                + "\"], \"favouritePremiumMicroPerKwh\": 20000"))
                .then()
                .statusCode(204);
        street.put("/members/" + new AccountId(UUID.randomUUID()) + "/rules", Street.RULES)
                .then()
                .statusCode(422);

        JsonPath member = given().get(street.base).jsonPath();
        assertThat(member.getLong("members[0].retail")).isEqualTo(300_000);
        assertThat(member.getLong("members[0].rules.lowestSell")).isEqualTo(90_000);
        assertThat(member.getLong("members[0].rules.neighbours.premium")).isEqualTo(20_000);
        assertThat(member.getMap("members[0].rules.caps").keySet()).isEqualTo(Set.of("soldPerDay", "spentPerMonth"));
    }

    @Test
    void aMarketSaysWhereItIsOrEverythingThatIsWrongWithThat() {
        Instant slot = nextButOne();
        Street street = new Street(bootstrap).open(slot, "SCARCITY");
        String terms = Street.terms(slot, "SCARCITY");

        street.put(
                        "",
                        with(
                                terms,
                                "\"timeZone\": \"Europe/Vienna\", \"latitudeMicroDegrees\": 48208000,"
                                        + " \"longitudeMicroDegrees\": 16372000"))
                .then()
                .statusCode(204);
        Response bad = street.put("", with(terms, "\"timeZone\": \"Mars\", \"latitudeMicroDegrees\": 90000001"));

        assertThat(given().get(street.base).jsonPath().getInt("terms.place.position.latitudeMicroDegrees"))
                .isEqualTo(48_208_000);
        assertThat(given().get(street.base).jsonPath().getString("terms.place.timeZone"))
                .isEqualTo("Europe/Vienna");
        assertThat(bad.jsonPath().getList("violations.field"))
                .containsExactlyInAnyOrder("timeZone", "latitudeMicroDegrees", "longitudeMicroDegrees");
    }

    /** The roof gives 1,000 Wh each slot, and a quarter more is tolerated. A limit off the tick is refused in any case. */
    @Test
    void ordersByHandAreComparedWithTheForecastOfTheirHome() {
        Instant slot = nextButOne();
        Street street = new Street(bootstrap).open(slot, "SCARCITY");
        MeterId sunny = new MeterId(UUID.randomUUID());
        AccountId seller = street.member(sunny, null);
        street.fund(ONE, seller);
        report(sunny, clock.instant().minusSeconds(60), -4_000);

        String tooMuch = Street.order(seller, "SELL", slot, 1_251, 100_001);
        await().until(() ->
                street.place(tooMuch).jsonPath().getList("violations.code").size() == 2);
        assertThat(street.place(tooMuch).jsonPath().getList("violations.code"))
                .containsExactly("limit-off-tick", "above-forecast");
        Response placed = street.place(Street.order(seller, "SELL", slot, 1_250, 100_000));
        assertThat(placed.statusCode()).isEqualTo(201);
        Response replaced = given().contentType("application/json")
                .header("Prefer", "wait=20")
                .body(Street.order(seller, "SELL", slot, 1_251, 100_000))
                .put(street.base + "/orders/" + placed.jsonPath().getString("id"));
        assertThat(replaced.statusCode()).isEqualTo(422);
        assertThat(replaced.jsonPath().getList("violations.code")).containsExactly("above-forecast");

        street.put("", with(Street.terms(slot, "SCARCITY"), "\"forecastTolerancePermille\": 10001"))
                .then()
                .statusCode(422);
        street.put("", with(Street.terms(slot, "SCARCITY"), "\"forecastBound\": false"))
                .then()
                .statusCode(204);
        assertThat(street.place(Street.order(seller, "SELL", slot, 9_000, 100_000))
                        .statusCode())
                .isEqualTo(201);
    }

    /** The roof gives 1,000 Wh each slot; 700 may be sold in a day. Of the first 700 only 300 find a buyer. */
    @Test
    void aCapOfTheDayLeavesTheSecondSlotWhatTheFirstDidNotSell() {
        Slot first = dayWithRoom();
        Street street = new Street(bootstrap).open(first.start(), "SCARCITY");
        MeterId sunny = new MeterId(UUID.randomUUID());
        AccountId seller = street.member(sunny, capped("\"soldWhPerDay\": 700"));
        AccountId buyer = street.member();
        street.fund(ONE, seller, buyer);
        street.place(Street.order(buyer, "BUY", first.start(), 300, 280_000))
                .then()
                .statusCode(201);

        Instant gate = first.start().minus(GATE);
        report(sunny, gate.minusSeconds(180), -4_000);
        clock.advanceTo(gate.minusSeconds(120));
        awaitForecasts(street, seller, 0);
        clock.advanceTo(gate);
        assertThat(soldIn(street, first)).isEqualTo(300);

        street.place(Street.order(buyer, "BUY", first.next().start(), 900, 280_000))
                .then()
                .statusCode(201);
        Instant nextGate = first.next().start().minus(GATE);
        report(sunny, nextGate.minusSeconds(180), -4_000);
        clock.advanceTo(nextGate.minusSeconds(120));
        await().until(() -> given().get(street.base + "/members/" + seller + "/forecast")
                .jsonPath()
                .getString("latest[0].slotStart")
                .equals(first.next().start().toString()));
        clock.advanceTo(nextGate);
        assertThat(soldIn(street, first.next())).as("700 less 300").isEqualTo(400);
    }

    /** 500 Wh are needed each slot at up to 28 ct; 10 ct a day are 357 Wh of that, which cost 12 ct in the end. */
    @Test
    void whatWasNotSpentInTheFirstSlotIsLeftForTheSecond() {
        Slot first = dayWithRoom();
        Street street = new Street(bootstrap).open(first.start(), "EQUILIBRIUM");
        MeterId shady = new MeterId(UUID.randomUUID());
        AccountId buyer = street.member(shady, capped("\"spentNanoPerDay\": 100000000"));
        AccountId seller = street.member();
        street.fund(ONE, seller, buyer);
        street.place(Street.order(seller, "SELL", first.start(), 400, 100_000))
                .then()
                .statusCode(201);

        Instant gate = first.start().minus(GATE);
        report(shady, gate.minusSeconds(180), 2_000);
        clock.advanceTo(gate.minusSeconds(120));
        await().until(() -> street.balance(buyer, "reserved") == 357 * 280_000L);
        clock.advanceTo(gate);
        assertThat(soldIn(street, first)).isEqualTo(357);
        long paid = 357 * (100_000L + 20_000L);
        await().until(() -> street.balance(buyer, "reserved") == paid);

        Instant nextGate = first.next().start().minus(GATE);
        report(shady, nextGate.minusSeconds(180), 2_000);
        clock.advanceTo(nextGate.minusSeconds(120));
        long left = (100_000_000 - paid) / 280_000;
        await().until(() -> street.balance(buyer, "reserved") == paid + left * 280_000L);
    }

    @Test
    void forecastsAreComparedWithWhatWasSealed() {
        Slot slot = new Slot(nextButOne(), Duration.ofMinutes(15));
        Street street = new Street(bootstrap).open(slot.start(), "SCARCITY");
        MeterId meter = new MeterId(UUID.randomUUID());
        AccountId account = street.member(meter, Street.RULES);
        street.fund(ONE, account);
        Instant weekAgo = slot.start().minus(Duration.ofDays(7));
        seal(
                reading(meter, 1, weekAgo, 1_000, 0, Quality.GOOD),
                reading(meter, 2, weekAgo.plus(slot.length()), 1_300, 0, Quality.GOOD));
        new Topic(bootstrap, Topics.READINGS_SEALED)
                .send("nonsense", EventTypes.READINGS_SEALED, "[]".getBytes(StandardCharsets.UTF_8));
        new Topic(bootstrap, "readings-sealed-dead-letter").await("nonsense", letters -> !letters.isEmpty());
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);

        Instant gate = slot.start().minus(GATE);
        report(meter, gate.minusSeconds(180), 2_000);
        clock.advanceTo(gate.minusSeconds(120));
        JsonPath before = awaitForecasts(street, account, 0);
        seal(
                reading(meter, 3, slot.start(), 5_000, 0, Quality.GOOD),
                reading(meter, 4, slot.end(), 5_400, 0, Quality.GOOD));
        JsonPath after = awaitForecasts(street, account, 1);

        assertThat(before.getList("latest.aheadMinutes")).containsExactly(0, 60, 360, 1440);
        assertThat(before.getList("latest.lastWeekWh")).containsExactly(300, null, null, null);
        assertThat(before.getLong("latest[0].persistenceWh")).isEqualTo(500);
        long expected = before.getLong("latest[0].netWh");
        assertThat(expected).as("14.5 minutes off, the last minutes weigh 92 %").isEqualTo(483);
        assertThat(after.getLong("errors[0].meanErrorWh")).isEqualTo(83);
        assertThat(after.getLong("errors[0].persistenceMeanErrorWh")).isEqualTo(100);
        assertThat(after.getLong("errors[0].lastWeekMeanErrorWh")).isEqualTo(100);
        assertThat(after.<Object>get("errors[0].clearSkyMeanErrorWh")).isNull();
    }

    /** One slot is traded at 23 ct and measured; the next is measured as estimated, and so left out. */
    @Test
    void otherRulesAreTriedOutOnADayThatIsOver() {
        Slot slot = dayWithRoom();
        Street street = new Street(bootstrap).open(slot.start(), "EQUILIBRIUM");
        MeterId meter = new MeterId(UUID.randomUUID());
        AccountId seller = street.member(meter, null);
        AccountId buyer = street.member();
        street.fund(ONE, seller, buyer);
        street.place(Street.order(seller, "SELL", slot.start(), 500, 100_000))
                .then()
                .statusCode(201);
        street.place(Street.order(buyer, "BUY", slot.start(), 600, 250_000))
                .then()
                .statusCode(201);
        clock.advanceTo(slot.next().start().minus(GATE));
        await().until(() ->
                given().get(street.base + "/slots").jsonPath().getList("items").size() == 2);
        seal(
                reading(meter, 1, slot.start(), 100, 0, Quality.GOOD),
                reading(meter, 2, slot.end(), 100, 2_000, Quality.GOOD),
                reading(meter, 3, slot.next().end(), 100, 2_500, Quality.ESTIMATED));

        LocalDate day = LocalDate.ofInstant(slot.start(), ZoneOffset.UTC);
        await().until(() ->
                whatIf(street, seller, "?day=" + day).getList("slots").size() == 1);
        JsonPath own = whatIf(street, seller, "?day=" + day);
        JsonPath proud = whatIf(street, seller, "?day=" + day + "&lowestSellMicroPerKwh=231000");

        assertThat(own.getLong("supplierOnly")).isEqualTo(2_000 * 80_000L);
        assertThat(own.getLong("withMarket")).isEqualTo(2_000 * 230_000L);
        assertThat(own.getLong("benefit")).isEqualTo(2_000 * 150_000L);
        assertThat(own.getLong("sold")).isEqualTo(2_000);
        assertThat(own.getInt("withoutReading")).isEqualTo(1);
        assertThat(proud.getLong("benefit")).isZero();
        assertThat(whatIf(street, seller, "").getString("day"))
                .as("yesterday, unless said")
                .isEqualTo(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                        .minusDays(1)
                        .toString());
        assertThat(given().get(street.base + "/members/" + seller + "/what-if?day=never&lowestSellMicroPerKwh=x")
                        .jsonPath()
                        .getList("violations.field"))
                .containsExactly("day", "lowestSellMicroPerKwh");
    }

    /**
     * A gift of 300 Wh, of which nobody learns a price; then in the last round 500 Wh that their buyer takes from one
     * partner alone, at 20 ct and the fee of 2 ct.
     */
    @Test
    void pricesOfPairsAreTriedOutToAndGiftsAreNoPrices() {
        Slot slot = dayWithRoom();
        Street street = new Street(bootstrap).open(slot.start(), "EQUILIBRIUM");
        street.put(
                        "",
                        with(
                                Street.terms(slot.start(), "EQUILIBRIUM").replace("PT0S", "PT5M"),
                                "\"forecastBound\": false"))
                .then()
                .statusCode(204);
        MeterId meter = new MeterId(UUID.randomUUID());
        AccountId giver = street.member(meter, null);
        String shown = with(Street.RULES.replace("true", "false"), "\"shown\": true");
        AccountId seller = street.member(new MeterId(UUID.randomUUID()), shown);
        AccountId buyer = street.member(new MeterId(UUID.randomUUID()), shown);
        street.fund(ONE, giver, seller, buyer);
        street.place(with(Street.order(giver, "SELL", slot.start(), 300, 100_000), "\"giftTo\": \"" + buyer + "\""))
                .then()
                .statusCode(201);
        street.place(Street.order(buyer, "BUY", slot.start(), 300, 250_000))
                .then()
                .statusCode(201);
        Instant gate = slot.start().minus(GATE);
        clock.advanceTo(gate.minusSeconds(300));
        await().until(() -> street.slotAsSealed(slot.start()).statusCode() == 200);
        assertThat(street.slotAsSealed(slot.start()).jsonPath().getList("result.fills.step"))
                .containsExactly("GIFT");
        street.place(Street.order(seller, "SELL", slot.start(), 500, 200_000))
                .then()
                .statusCode(201);
        street.place(with(
                        Street.order(buyer, "BUY", slot.start(), 500, 220_000),
                        "\"preferences\": [{\"partners\": [\"" + seller + "\"], \"limitMicroPerKwh\": 220000}]"))
                .then()
                .statusCode(201);
        clock.advanceTo(slot.start());
        await().until(() ->
                given().get(street.base + "/slots").jsonPath().getList("items").size() >= 1);
        seal(
                reading(meter, 1, slot.start(), 0, 0, Quality.GOOD),
                reading(meter, 2, slot.end(), 0, 1_000, Quality.GOOD));

        LocalDate day = LocalDate.ofInstant(slot.start(), ZoneOffset.UTC);
        await().until(() ->
                whatIf(street, giver, "?day=" + day).getList("slots").size() == 1);
        JsonPath played = whatIf(street, giver, "?day=" + day);
        assertThat(played.getLong("slots[0].price")).isEqualTo(200_000);
        assertThat(played.getLong("benefit")).isEqualTo(1_000 * 120_000L);
    }

    private static JsonPath whatIf(Street street, AccountId account, String query) {
        return given().get(street.base + "/members/" + account + "/what-if" + query)
                .jsonPath();
    }

    /** As soon as that many slots of the nearest horizon have been compared, and some forecast has been made. */
    private static JsonPath awaitForecasts(Street street, AccountId account, int compared) {
        String path = street.base + "/members/" + account + "/forecast";
        await().until(() -> {
            JsonPath seen = given().get(path).jsonPath();
            return !seen.getList("latest").isEmpty() && seen.getList("errors").size() >= compared;
        });
        return given().get(path).jsonPath();
    }

    private static long soldIn(Street street, Slot slot) {
        String path = street.base + "/slots/" + slot.start();
        await().until(() -> given().get(path).statusCode() == 200);
        return given()
                .get("/v1/communities/" + street.community + "/slots/" + slot.start())
                .jsonPath()
                .getList("result.fills.energy", Long.class)
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Instant nextButOne() {
        return Slot.containing(clock.instant(), Duration.ofMinutes(15)).next().end();
    }

    /** A slot whose next is on the same day. */
    private Slot dayWithRoom() {
        Slot slot = new Slot(nextButOne(), Duration.ofMinutes(15));
        Slot last = slot.next().next();
        boolean oneDay = LocalDate.ofInstant(slot.start(), ZoneOffset.UTC)
                .equals(LocalDate.ofInstant(last.start(), ZoneOffset.UTC));
        return oneDay ? slot : last.next();
    }

    private static String capped(String caps) {
        return with(Street.RULES, caps);
    }

    private static String with(String json, String fields) {
        return json.stripTrailing().replaceFirst("}$", ", " + fields + "}");
    }

    private void report(MeterId meter, Instant at, long watts) {
        new Topic(bootstrap, Topics.TELEMETRY_REPORTED)
                .send(
                        meter.toString(),
                        EventTypes.TELEMETRY_REPORTED,
                        new TelemetryReported(
                                GATEWAY,
                                meter,
                                at,
                                new Power(watts),
                                new Energy(0),
                                new Energy(0),
                                null,
                                null,
                                null,
                                Set.of(Quality.GOOD)));
    }

    private void seal(IntervalReading... readings) {
        List<IntervalReading> all = List.of(readings);
        Seal seal = new Seal(
                GATEWAY,
                all.getLast().boundary(),
                all.size(),
                Sha256Tree.root(all.stream().map(IntervalReading::encode).toList()),
                Hash32.ZERO);
        new Topic(bootstrap, Topics.READINGS_SEALED)
                .send(GATEWAY.toString(), EventTypes.READINGS_SEALED, ReadingsSealed.of(seal, new byte[64], all));
    }

    private static IntervalReading reading(
            MeterId meter, long seq, Instant boundary, long imported, long exported, Quality quality) {
        return new IntervalReading(
                meter,
                boundary,
                seq,
                0,
                new Energy(imported),
                new Energy(exported),
                boundary,
                Set.of(quality),
                "0000000000000000",
                Hash32.ZERO);
    }
}
