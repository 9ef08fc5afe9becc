package energy.peerwatt.orderbook.it;

import static energy.peerwatt.orderbook.it.Street.order;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders over REST, seen live by others; a line that is cut; and who is told what. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class LiveTest {
    private static final long ONE = 1_000_000_000L;

    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @TestHTTPResource("/")
    URI base;

    private Street street;
    private Instant slot;
    private AccountId seller;
    private AccountId buyer;

    @BeforeEach
    void twoNeighbours() {
        slot = Slot.containing(clock.instant(), Duration.ofMinutes(15)).next().end();
        street = new Street(bootstrap).open(slot, "EQUILIBRIUM");
        seller = street.member();
        buyer = street.member();
        street.fund(ONE, seller, buyer);
    }

    @Test
    void ordersShowAsDepthAndPriceAndAfterACutLineWhatWasMissed() {
        String token = household(seller).sign();
        place(order(seller, "SELL", slot, 1_000, 100_000));
        String position;
        try (LiveStream stream = live(token, null)) {
            await().until(() -> !stream.events().isEmpty());
            JsonNode snapshot = stream.events().getFirst().data();
            assertThat(stream.events().getFirst().name()).isEqualTo("snapshot");
            assertThat(snapshot.at("/slots/0/slot/start").asText()).isEqualTo(slot.toString());
            assertThat(snapshot.at("/slots/0/sells/0/limit").asLong()).isEqualTo(100_000);
            assertThat(snapshot.at("/slots/0/sells/0/energy").asLong()).isEqualTo(1_000);
            assertThat(snapshot.at("/slots/0/buys")).isEmpty();
            assertThat(snapshot.at("/slots/0/indication/volume").asLong()).isZero();

            place(order(buyer, "BUY", slot, 600, 250_000));
            await().until(() -> stream.changes().size() == 2);
            JsonNode level = only(stream.changes(), "level");
            assertThat(level.path("side").asText()).isEqualTo("BUY");
            assertThat(level.path("limit").asLong()).isEqualTo(250_000);
            assertThat(level.path("energy").asLong()).isEqualTo(600);
            JsonNode indication = only(stream.changes(), "indication").path("indication");
            assertThat(indication.path("volume").asLong()).isEqualTo(600);
            assertThat(indication.at("/zones/0/price").asLong())
                    .as("the rest of the ask at 10 ct is left over")
                    .isEqualTo(100_000);
            position = stream.lastId();
        }

        place(order(seller, "SELL", slot, 500, 90_000));
        place(order(seller, "SELL", slot.plusSeconds(900), 70, 95_000));
        try (LiveStream again = live(token, position)) {
            await().until(() -> again.changes().stream()
                    .anyMatch(change -> change.path("kind").asText().equals("opened")));
            assertThat(again.events())
                    .extracting(LiveStream.Event::name)
                    .as("no snapshot")
                    .containsOnly("changes");
            assertThat(again.changes().stream()
                            .filter(change -> change.path("kind").asText().equals("level"))
                            .map(change -> change.path("energy").asLong()))
                    .containsExactly(500L, 70L);
            assertThat(numberOf(again.events().getFirst().id())).isEqualTo(numberOf(position) + 1);
        }
        try (LiveStream stranger = live(token, "0123456789abcdef-1")) {
            await().until(() -> !stranger.events().isEmpty());
            assertThat(stranger.events().getFirst().name()).isEqualTo("snapshot");
            assertThat(stranger.events().getFirst().data().at("/slots")).hasSize(2);
        }
    }

    @Test
    void anOrderThatIsTakenBackLeavesTheDepth() {
        String id = street.place(order(seller, "SELL", slot, 1_000, 100_000)).path("id");
        try (LiveStream stream = live(household(buyer).sign(), null)) {
            await().until(() -> !stream.events().isEmpty());
            given().header("Prefer", "wait=20")
                    .delete(street.base + "/orders/" + id)
                    .then()
                    .statusCode(204);
            await().until(() -> !stream.changes().isEmpty());
            assertThat(only(stream.changes(), "level").path("energy").asLong()).isZero();
        }
    }

    /** The same trade, told to its seller, to a neighbour, to the grid operator and to the manager. */
    @Test
    void tradesAreToldToEverybodyAndNamesToThoseWhoMayKnowThem() {
        place(order(seller, "SELL", slot, 1_000, 100_000));
        place(order(buyer, "BUY", slot, 600, 250_000));
        AccountId neighbour = street.member();
        TestToken operator = TestIdentity.token("order-book").roles("grid-operator");
        TestToken manager = TestIdentity.token("order-book")
                .roles("community-manager")
                .claim("community_id", street.community.toString());
        try (LiveStream own = live(household(seller).sign(), null);
                LiveStream other = live(household(neighbour).sign(), null);
                LiveStream grid = live(operator.sign(), null);
                LiveStream all = live(manager.sign(), null)) {
            List<LiveStream> streams = List.of(own, other, grid, all);
            await().until(() ->
                    streams.stream().noneMatch(stream -> stream.events().isEmpty()));
            clock.advanceTo(slot.minus(Duration.ofMinutes(5)));
            await().until(() -> streams.stream().allMatch(stream -> has(stream, "trade") && has(stream, "sealed")));

            for (LiveStream stream : streams) {
                JsonNode trade = only(stream.changes(), "trade").path("trade");
                assertThat(trade.path("energy").asLong()).isEqualTo(600);
                assertThat(trade.path("price").asLong()).isEqualTo(100_000);
                assertThat(trade.path("fee").asLong()).isEqualTo(20_000);
            }
            assertThat(zones(own)).containsExactly(Street.ZONE, null);
            assertThat(zones(other)).containsExactly(null, null);
            assertThat(zones(all)).containsExactly(Street.ZONE, Street.ZONE);
            assertThat(names(own)).containsExactly(seller.toString(), null);
            assertThat(names(other)).containsExactly(null, null);
            assertThat(names(grid)).containsExactly(null, null);
            assertThat(names(all)).containsExactly(seller.toString(), buyer.toString());
        }
    }

    /** The same in the stream, in the list of slots, in the view of the slot and in its state. */
    @Test
    void aSlotIsShownAsFarAsItHasComeThroughToItsTrueUp() {
        String token = household(buyer).sign();
        Slot traded = new Slot(slot, Duration.ofMinutes(15));
        place(order(seller, "SELL", slot, 1_000, 100_000));
        try (LiveStream stream = live(token, null)) {
            await().until(() -> !stream.events().isEmpty());
            assertThat(stream.events().getFirst().data().at("/slots/0/state").asText())
                    .isEqualTo("OPEN");
            assertThat(state(token)).isEqualTo("OPEN");

            clock.advanceTo(slot.minus(Duration.ofMinutes(5)));
            await().until(() -> has(stream, "sealed"));
            awaitState(stream, "CLEARED");
            clock.advanceTo(slot);
            awaitState(stream, "DELIVERING");
            street.settled(traded, 1, false);
            awaitState(stream, "METERED");
            assertThat(street.balance(seller, "free"))
                    .as("a provisional one moves nothing")
                    .isEqualTo(ONE);
            street.settled(traded, 2, true);
            awaitState(stream, "TRUED_UP");
            street.settled(traded, 1, false);

            assertThat(state(token)).isEqualTo("TRUED_UP");
            assertThat(given().auth()
                            .oauth2(token)
                            .get(street.base + "/slots/" + slot + "/state")
                            .jsonPath()
                            .getInt("revision"))
                    .isEqualTo(2);
            assertThat(given().auth()
                            .oauth2(token)
                            .get(street.base + "/slots/" + slot)
                            .jsonPath()
                            .getString("state"))
                    .isEqualTo("TRUED_UP");
            assertThat(given().get(street.base + "/slots").jsonPath().getList("items.state", String.class))
                    .last()
                    .isEqualTo("TRUED_UP");
        }
        try (LiveStream later = live(token, null)) {
            await().until(() -> !later.events().isEmpty());
            assertThat(later.events().getFirst().data().at("/slots").findValuesAsText("state"))
                    .contains("TRUED_UP");
        }
        String tooFar = slot.plus(Duration.ofDays(2)).toString();
        for (String start : List.of("2001-01-01T00:00:00Z", slot.plusSeconds(1).toString(), tooFar)) {
            given().get(street.base + "/slots/" + start + "/state").then().statusCode(404);
        }
    }

    private String state(String token) {
        return given().auth()
                .oauth2(token)
                .get(street.base + "/slots/" + slot + "/state")
                .jsonPath()
                .getString("state");
    }

    private static void awaitState(LiveStream stream, String state) {
        await().until(() -> stream.changes().stream()
                .anyMatch(change -> change.path("kind").asText().equals("state")
                        && change.path("state").asText().equals(state)));
    }

    @Test
    void aStreamSaysThatItIsAlive() {
        try (LiveStream stream = live(household(buyer).sign(), null)) {
            await().until(stream::isAlive);
        }
    }

    @Test
    void strangersGetNoStream() {
        String elsewhere = household(seller)
                .claim("community_id", UUID.randomUUID().toString())
                .sign();
        String service = TestIdentity.token("order-book").roles("service").sign();
        try (LiveStream ofAnother = live(elsewhere, null);
                LiveStream gateway =
                        live(TestIdentity.token("order-book").roles("gateway").sign(), null);
                LiveStream nowhere =
                        new LiveStream(base.resolve("/v1/communities/" + UUID.randomUUID() + "/live"), service, null)) {
            assertThat(ofAnother.status()).isEqualTo(404);
            assertThat(gateway.status()).isEqualTo(403);
            assertThat(nowhere.status()).as("nobody watches what is not there").isEqualTo(404);
        }
    }

    @Test
    void aCallerHasSoManyStreamsAndNoMore() {
        AccountId other = street.member();
        String token = household(seller).sign();
        List<LiveStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                open.add(live(token, null));
                assertThat(open.getLast().status()).isEqualTo(200);
            }
            try (LiveStream oneMore = live(token, null);
                    LiveStream others = live(household(other).sign(), null)) {
                assertThat(oneMore.status()).isEqualTo(429);
                assertThat(others.status()).isEqualTo(200);
            }
            open.removeFirst().close();
            await().until(() -> {
                open.add(live(token, null));
                return open.getLast().status() == 200;
            });
        } finally {
            open.forEach(LiveStream::close);
        }
    }

    @Test
    void anOrderThatDoesNotHoldYetIsSeenWhenItDoes() {
        Instant from = clock.instant().plus(Duration.ofMinutes(2));
        place(order(seller, "SELL", slot, 1_000, 100_000));
        String buy = order(buyer, "BUY", slot, 600, 250_000);
        place(buy.substring(0, buy.lastIndexOf('}')) + ", \"validFrom\": \"" + from + "\"}");
        try (LiveStream stream = live(household(seller).sign(), null)) {
            await().until(() -> !stream.events().isEmpty());
            JsonNode snapshot = stream.events().getFirst().data();
            assertThat(snapshot.at("/slots/0/sells")).hasSize(1);
            assertThat(snapshot.at("/slots/0/buys")).isEmpty();
            assertThat(snapshot.at("/slots/0/indication/volume").asLong()).isZero();
            clock.advanceTo(from);
            await().until(() -> has(stream, "indication"));
            assertThat(only(stream.changes(), "level").path("energy").asLong()).isEqualTo(600);
        }
    }

    private void place(String order) {
        street.place(order).then().statusCode(201);
    }

    private LiveStream live(String token, @Nullable String lastSeen) {
        return new LiveStream(base.resolve(street.base + "/live"), token, lastSeen);
    }

    private TestToken household(AccountId account) {
        return TestIdentity.token("order-book")
                .roles("household")
                .claim("account_id", account.toString())
                .claim("community_id", street.community.toString());
    }

    private static boolean has(LiveStream stream, String kind) {
        return stream.changes().stream()
                .anyMatch(change -> change.path("kind").asText().equals(kind));
    }

    private static JsonNode only(List<JsonNode> changes, String kind) {
        List<JsonNode> found = changes.stream()
                .filter(change -> change.path("kind").asText().equals(kind))
                .toList();
        assertThat(found).as(kind).hasSize(1);
        return found.getFirst();
    }

    private static List<String> names(LiveStream stream) {
        return bothSides(stream, "seller", "buyer");
    }

    private static List<String> zones(LiveStream stream) {
        return bothSides(stream, "from", "to");
    }

    private static List<String> bothSides(LiveStream stream, String ofSeller, String ofBuyer) {
        JsonNode trade = only(stream.changes(), "trade").path("trade");
        return Arrays.asList(
                trade.path(ofSeller).textValue(), trade.path(ofBuyer).textValue());
    }

    private static long numberOf(@Nullable String position) {
        return Long.parseLong(String.valueOf(position).split("-", 2)[1]);
    }
}
