package energy.peerwatt.orderbook.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A slot that is traded every five minutes and at its gate, over a limit of 4 kWh that binds in the end. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RoundsTradingTest {
    private static final Duration LENGTH = Duration.ofMinutes(15);
    private static final Price EDGE = new Price(20_000);
    private static final Price LOCAL = new Price(10_000);

    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void whatIsLeftOfOrdersAndLimitsGoesFromRoundToRound() throws Exception {
        Instant slot = Slot.containing(clock.instant(), LENGTH).next().end();
        Street street = new Street(bootstrap);
        String terms = Street.terms(slot, "EQUILIBRIUM").replace("PT0S", "PT5M");
        street.put("", terms).then().statusCode(204);
        tell(street, "R", null, 1, null, slot);
        tell(street, "A", "R", 2, new Power(16_000), slot);
        tell(street, "B", "R", 3, null, slot);
        await().until(() -> given().get(street.base).jsonPath().getList("zones").size() == 3);
        AccountId seller = member(street, "A");
        AccountId first = member(street, "B");
        AccountId second = member(street, "B");
        AccountId neighbour = member(street, "A");
        street.fund(1_000_000_000_000L, seller, first, second, neighbour);

        String sell = place(street, seller, "A", "SELL", slot, 10_000, 80_000);
        place(street, first, "B", "BUY", slot, 3_000, 260_000);
        clock.advance(Duration.ofMinutes(5));
        await().until(() -> filled(street, sell) == 3_000);
        assertThat(state(street, sell)).isEqualTo("ACCEPTED");
        place(street, second, "B", "BUY", slot, 5_000, 280_000);
        clock.advance(Duration.ofMinutes(5));
        await().until(() -> filled(street, sell) == 4_000);
        place(street, neighbour, "A", "BUY", slot, 2_000, 280_000);
        assertThat(given().get(street.base + "/slots").jsonPath().getList("items"))
                .isEmpty();
        clock.advanceTo(slot);

        List<ConsumerRecord<String, byte[]>> events = new Topic(bootstrap, Topics.SLOTS_CLEARED)
                .await(street.community.toString(), Topic.count(EventTypes.TRADES_MATCHED, 3));
        List<BookLine> lines = lines(street);
        assertThat(lines).allSatisfy(line -> assertThat(line.result()).isEqualTo(SealedClearing.clear(line.book())));
        assertThat(lines)
                .extracting(
                        line -> line.book().round(),
                        line -> line.book().last(),
                        line -> line.book().zones().getFirst().exportLimit(),
                        line -> line.result().volume())
                .containsExactly(
                        tuple(0, false, new Energy(4_000), new Energy(3_000)),
                        tuple(1, false, new Energy(1_000), new Energy(1_000)),
                        tuple(2, true, new Energy(0), new Energy(2_000)));
        assertThat(linesAfter(street, slot + "/0", 1))
                .extracting(line -> line.book().round())
                .containsExactly(1);
        assertThat(linesAfter(street, slot + "/1", 100)).isEqualTo(lines.subList(2, 3));
        assertThat(linesAfter(street, slot.minusSeconds(900).toString(), 2)).isEqualTo(lines.subList(0, 2));
        assertThat(linesAfter(street, slot.toString(), 100)).isEmpty();
        given().get("/v1/audit/" + street.community + "/books?after=" + slot + "/x")
                .then()
                .statusCode(400);
        assertThat(lines.get(2).book().previousBook()).isEqualTo(lines.get(1).bookHash());
        assertThat(lines.get(2).book().previousResult()).isEqualTo(lines.get(1).resultHash());
        assertThat(events.stream()
                        .filter(event -> Topic.header(event, "ce_type").equals(EventTypes.SLOT_CLEARED))
                        .map(event -> Topic.read(event, SlotCleared.class)))
                .extracting(SlotCleared::round, SlotCleared::last, SlotCleared::resultHash)
                .containsExactly(
                        tuple(0, false, lines.get(0).resultHash()),
                        tuple(1, false, lines.get(1).resultHash()),
                        tuple(2, true, lines.get(2).resultHash()));
        assertThat(filled(street, sell)).isEqualTo(6_000);
        assertThat(state(street, sell)).isEqualTo("PARTIALLY_FILLED");
        assertThat(street.balance(second, "reserved"))
                .as("what was bought, and no rest")
                .isEqualTo(1_000 * buyerPays(lines.get(1), second));
        assertThat(given().get(street.base + "/slots/" + slot + "?round=0")
                        .jsonPath()
                        .getInt("book.round"))
                .isZero();
        assertThat(given().get(street.base + "/slots").jsonPath().getInt("items[0].rounds"))
                .isEqualTo(3);
        assertThat(given().get(street.base + "/slots").jsonPath().getInt("items[0].trades"))
                .isEqualTo(3);
    }

    private static long buyerPays(BookLine line, AccountId buyer) {
        return line.result().fills().stream()
                .filter(fill -> fill.buyer().equals(buyer))
                .mapToLong(fill -> fill.buyerPays().microPerKwh())
                .findFirst()
                .orElseThrow();
    }

    private static long filled(Street street, String order) {
        return given().get(street.base + "/orders/" + order).jsonPath().getLong("filledWh");
    }

    private static String state(Street street, String order) {
        return given().get(street.base + "/orders/" + order).jsonPath().getString("state");
    }

    private void tell(
            Street street, String zone, @Nullable String parent, long version, @Nullable Power limit, Instant from) {
        new Topic(bootstrap, Topics.ZONES_DEFINED)
                .send(
                        street.community.toString(),
                        EventTypes.ZONE_DEFINED,
                        new ZoneDefined(
                                street.community,
                                new GridZoneId(zone),
                                parent == null ? null : new GridZoneId(parent),
                                version,
                                from,
                                LOCAL,
                                parent == null ? Price.ZERO : EDGE,
                                limit,
                                limit));
    }

    private static AccountId member(Street street, String zone) {
        AccountId account = new AccountId(UUID.randomUUID());
        String member = Street.membership(account, new MeterId(UUID.randomUUID()), null)
                .replace("\"street\"", "\"" + zone + "\"");
        street.put("/members/" + account, member).then().statusCode(204);
        return account;
    }

    private static String place(
            Street street, AccountId account, String zone, String side, Instant slot, long wh, long limit) {
        String order = Street.order(account, side, slot, wh, limit).replace("\"street\"", "\"" + zone + "\"");
        return street.place(order).then().statusCode(201).extract().path("id");
    }

    private static List<BookLine> lines(Street street) {
        return linesAfter(street, "2020-01-01T00:00:00Z", 100);
    }

    private static List<BookLine> linesAfter(Street street, String after, int limit) {
        return given().queryParam("after", after)
                .queryParam("limit", limit)
                .get("/v1/audit/" + street.community + "/books")
                .asString()
                .lines()
                .map(line -> {
                    try {
                        return Json.mapper().readValue(line, BookLine.class);
                    } catch (JsonProcessingException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }
}
