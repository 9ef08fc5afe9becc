package energy.peerwatt.orderbook.it;

import static energy.peerwatt.orderbook.it.Street.order;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Zones as grid-service tells them: each holds from its slot on, and none is lost. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ZonesTest {
    private static final Duration LENGTH = Duration.ofMinutes(15);
    private static final Price FEE = new Price(50_000);

    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    private Instant firstSlot() {
        return Slot.containing(clock.instant(), LENGTH).next().end();
    }

    @Test
    void theFeeOfTheGridHoldsFromItsSlotAndRubbishBeforeItStopsNothing() {
        Instant first = firstSlot();
        Instant second = first.plus(LENGTH);
        Street street = new Street(bootstrap).open(first, "EQUILIBRIUM");
        AccountId anna = street.member();
        AccountId ben = street.member();
        street.fund(1_000_000_000L, anna, ben);

        tell(street.community, "{".getBytes(StandardCharsets.UTF_8));
        tell(street.community, zone(street.community, Street.ZONE, 1, second));
        tell(street.community, zone(street.community, Street.ZONE, 1, second));

        await().untilAsserted(() ->
                given().get(street.base).then().statusCode(200).body("comingZones.id", equalTo(List.of(Street.ZONE))));
        given().get(street.base)
                .then()
                .body("zones[0].localFee", equalTo(20_000))
                .body("zones[0].version", equalTo(0))
                .body("comingZones[0].localFee", equalTo(50_000))
                .body("comingZones[0].edgeFee", equalTo(7_000))
                .body("comingZones[0].parent", equalTo("north"))
                .body("comingZones[0].importLimit", equalTo(9_000))
                .body("comingZones[0].exportLimit", equalTo(null))
                .body("comingZones[0].effectiveFrom", equalTo(second.toString()));
        new Topic(bootstrap, Topics.ZONES_DEFINED + Topics.DEAD_LETTER_SUFFIX)
                .await(
                        street.community.toString(),
                        letters -> letters.stream()
                                .anyMatch(letter -> Topic.header(letter, "dead-letter-reason")
                                        .contains("a zone cannot be read")));

        for (Instant slot : List.of(first, second)) {
            street.place(order(anna, "SELL", slot, 1_000, 100_000)).then().statusCode(201);
            street.place(order(ben, "BUY", slot, 500, 250_000)).then().statusCode(201);
        }
        clock.advanceTo(second);
        await().until(() -> books(street).size() == 2);

        assertThat(books(street))
                .extracting(
                        book -> book.getLong("book.zones.find { it.id == 'street' }.localFee"),
                        book -> book.getLong("result.fills[0].fee"))
                .containsExactly(tuple(20_000L, 20_000L), tuple(50_000L, 50_000L));
        given().get(street.base)
                .then()
                .body("zones.localFee", equalTo(List.of(50_000)))
                .body("comingZones", empty());
    }

    @Test
    void aZoneWaitsForItsMarketAndIsTheGridsFromThenOn() {
        CommunityId community = new CommunityId(UUID.randomUUID());
        Instant first = firstSlot();
        tell(community, zone(community, "feeder-9", 1, first));
        // What is asked of the community from here on lies behind it in the log.
        new Topic(bootstrap, "book-commands").await(community.toString(), commands -> !commands.isEmpty());

        String base = "/v1/communities/" + community;
        given().get(base).then().statusCode(404);
        put(base + "/zones/feeder-9", Street.FEE)
                .statusCode(422)
                .body("violations.code", hasItems("community-unknown"));
        put(base, Street.terms(first, "EQUILIBRIUM")).statusCode(204);

        given().get(base)
                .then()
                .body("zones.id", equalTo(List.of("feeder-9")))
                .body("zones[0].localFee", equalTo(50_000));
        put(base + "/zones/feeder-9", Street.FEE).statusCode(422).body("violations.code", hasItems("zone-of-the-grid"));
    }

    @Test
    void aManagersFeeMayHoldLater() {
        Instant first = firstSlot();
        Street street = new Street(bootstrap).open(first, "EQUILIBRIUM");
        Instant later = first.plus(LENGTH);

        street.put("/zones/" + Street.ZONE, """
                {"localFeeMicroPerKwh": 30000, "effectiveFrom": "%s"}""".formatted(later)).then().statusCode(204);
        street.put("/zones/" + Street.ZONE, """
                {"localFeeMicroPerKwh": 30000, "effectiveFrom": "tomorrow"}""")
                .then()
                .statusCode(422)
                .body("violations.field", equalTo(List.of("effectiveFrom")));

        given().get(street.base)
                .then()
                .body("zones.localFee", equalTo(List.of(20_000)))
                .body("comingZones.localFee", equalTo(List.of(30_000)))
                .body("comingZones.effectiveFrom", equalTo(List.of(later.toString())));
    }

    private static ValidatableResponse put(String path, String body) {
        return given().contentType("application/json").body(body).put(path).then();
    }

    private void tell(CommunityId community, Object event) {
        new Topic(bootstrap, Topics.ZONES_DEFINED).send(community.toString(), EventTypes.ZONE_DEFINED, event);
    }

    private static ZoneDefined zone(CommunityId community, String id, long version, Instant from) {
        return new ZoneDefined(
                community,
                new GridZoneId(id),
                new GridZoneId("north"),
                version,
                from,
                FEE,
                new Price(7_000),
                new Power(9_000),
                null);
    }

    private static List<JsonPath> books(Street street) {
        return given().get("/v1/audit/" + street.community + "/books")
                .asString()
                .lines()
                .map(JsonPath::new)
                .toList();
    }
}
