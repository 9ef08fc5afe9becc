package energy.peerwatt.orderbook.it;

import static energy.peerwatt.orderbook.it.Street.order;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.servers.AccessDocument;
import energy.peerwatt.servers.AccessProbe;
import energy.peerwatt.servers.AccessRule;
import energy.peerwatt.servers.AccessRule.Ownership;
import energy.peerwatt.servers.AccessTable;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may what, as access.csv says; what of an answer is whose; and which tokens are none. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AccessTest {
    private static final String AUDIENCE = "order-book";
    private static final long ONE = 1_000_000_000L;

    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @TestHTTPResource("/")
    URI base;

    private Street street;
    private Street elsewhere;
    private Instant sealed;
    private Instant open;
    private AccountId alice;
    private AccountId bob;
    private String alicesOrder;
    private String bobsOrder;

    /** Alice sells to Bob in the first slot, which is sealed; both have an order for a later one. */
    @BeforeEach
    void twoNeighboursTrade() {
        sealed = Slot.containing(clock.instant(), Duration.ofMinutes(15)).next().end();
        open = sealed.plus(Duration.ofHours(1));
        street = new Street(bootstrap).open(sealed, "EQUILIBRIUM");
        elsewhere = new Street(bootstrap).open(sealed, "EQUILIBRIUM");
        alice = street.member();
        bob = street.member();
        street.fund(ONE, alice, bob);
        street.place(order(alice, "SELL", sealed, 500, 100_000)).then().statusCode(201);
        street.place(order(bob, "BUY", sealed, 600, 250_000)).then().statusCode(201);
        alicesOrder = street.place(order(alice, "SELL", open, 100, 100_000)).path("id");
        bobsOrder = street.place(order(bob, "BUY", open, 100, 90_000)).path("id");
        clock.advanceTo(sealed.minus(Duration.ofMinutes(5)));
        for (Street each : List.of(street, elsewhere)) {
            await().until(() -> !given().get(each.base + "/slots")
                    .jsonPath()
                    .getList("items")
                    .isEmpty());
        }
    }

    @Test
    void everyOperationHasARuleForEverybody() {
        String openApi = given().get("/q/openapi?format=json").asString();

        assertThat(AccessTable.read().gaps(openApi, Set.of("community", "account", "order")))
                .isEmpty();
    }

    @Test
    void thePageSaysTheSame() {
        AccessDocument.check(AUDIENCE, AccessTable.read());
    }

    /** Foreign is another community, and within one another member's order. */
    @TestFactory
    Stream<DynamicTest> everybodyGetsWhatTheTableSays() {
        // A stream does not end by itself; that it begins is in LiveTest.
        List<AccessRule> rules = AccessTable.read().rules().stream()
                .filter(rule -> !(rule.path().endsWith("/live") && rule.status() == 200))
                .toList();
        String orders = "/v1/communities/{community}/orders";
        return Stream.concat(
                probe(elsewhere.community)
                        .tests(rules.stream().filter(rule -> !rule.path().startsWith(orders))),
                probe(street.community)
                        .tests(rules.stream().filter(rule -> rule.path().startsWith(orders))));
    }

    private AccessProbe probe(CommunityId foreign) {
        String market = "/v1/communities/{community}";
        Map<String, String> household =
                Map.of("community_id", street.community.toString(), "account_id", alice.toString());
        return new AccessProbe(base, AUDIENCE)
                .path("community", street.community.toString(), foreign.toString())
                .path("account", alice.toString(), bob.toString())
                .path("order", alicesOrder, bobsOrder)
                .path("zone", Street.ZONE)
                .path("start", sealed.toString())
                .path("slot", open.plus(Duration.ofHours(1)).toString())
                .claims("household", household)
                .claims("community-manager", Map.of("community_id", street.community.toString()))
                .body("PUT", market, rule -> Street.terms(sealed, "EQUILIBRIUM"))
                .body("PUT", market + "/zones/{zone}", rule -> Street.FEE)
                .body(
                        "PUT",
                        market + "/members/{account}",
                        rule -> Street.membership(of(rule), new MeterId(UUID.randomUUID()), null))
                .body("PUT", market + "/members/{account}/rules", rule -> Street.RULES)
                .body("PUT", market + "/members/{account}/mandate", rule -> mandate(rule))
                .body("POST", market + "/orders", rule -> anotherOrder(rule))
                .body("PUT", market + "/orders/{order}", rule -> anotherOrder(rule));
    }

    private String mandate(AccessRule rule) {
        return rule.ownership() == Ownership.FOREIGN ? elsewhere.mandate(bob) : street.mandate(alice);
    }

    /** On the side on which that account has one already: nobody trades with themselves. */
    private String anotherOrder(AccessRule rule) {
        return rule.ownership() == Ownership.FOREIGN
                ? order(bob, "BUY", open, 1, 90_000)
                : order(alice, "SELL", open, 1, 100_000);
    }

    private AccountId of(AccessRule rule) {
        return rule.ownership() == Ownership.FOREIGN ? bob : alice;
    }

    @Test
    void aHouseholdSeesPricesAndItsOwnPartOfASlotAndNothingOfTheOtherSide() {
        Response slot = as(household(alice)).get(street.base + "/slots/" + sealed);
        JsonPath seen = slot.jsonPath();

        assertThat(seen.getList("zones.price", Long.class)).containsExactly(250_000L - 20_000L);
        assertThat(seen.getList("zones.sold", Long.class)).containsExactly(500L);
        assertThat(seen.getList("orders.account")).containsExactly(alice.toString());
        assertThat(seen.getList("trades.side")).containsExactly("SELL");
        assertThat(seen.getList("trades.energy", Long.class)).containsExactly(500L);
        assertThat(slot.asString()).doesNotContain(bob.toString()).doesNotContain("allowedLo");
    }

    @Test
    void theGridOperatorSeesPricesAndNoHousehold() {
        TestToken operator = TestIdentity.token(AUDIENCE).roles("grid-operator");
        Response slot = as(operator).get(street.base + "/slots/" + sealed);
        Response market = as(operator).get(street.base);

        assertThat(slot.jsonPath().getList("zones.sold", Long.class)).containsExactly(500L);
        assertThat(slot.jsonPath().getList("orders")).isEmpty();
        assertThat(slot.jsonPath().getList("trades")).isEmpty();
        assertThat(market.jsonPath().getList("members")).isEmpty();
        assertThat(slot.asString() + market.asString())
                .doesNotContain(alice.toString())
                .doesNotContain(bob.toString());
    }

    @Test
    void theManagerSeesTheWholeBookOfTheOwnCommunity() {
        TestToken manager =
                TestIdentity.token(AUDIENCE).roles("community-manager").claim("community_id", street.community + "");

        assertThat(as(manager).get(street.base + "/slots/" + sealed).jsonPath().getList("book.orders.account"))
                .containsExactlyInAnyOrder(alice.toString(), bob.toString());
        assertThat(as(manager).get(street.base).jsonPath().getList("members")).hasSize(2);
    }

    /** Whoever manages one community and operates the grid of another is no manager there. */
    @Test
    void twoRolesDoNotAddUpToAThird() {
        TestToken both = TestIdentity.token(AUDIENCE)
                .roles("community-manager", "grid-operator", "household")
                .claim("account_id", alice.toString())
                .claim("community_id", elsewhere.community.toString());

        assertThat(as(both).get(street.base).jsonPath().getList("members")).isEmpty();
        assertThat(as(both).get(street.base + "/slots/" + sealed).jsonPath().getList("orders"))
                .isEmpty();
    }

    @Test
    void aHouseholdSeesItselfAmongMembersAndBalances() {
        assertThat(as(household(bob)).get(street.base).jsonPath().getList("members.account"))
                .containsExactly(bob.toString());
        assertThat(as(household(bob)).get(street.base + "/balances").jsonPath().getList("account"))
                .containsExactly(bob.toString());
    }

    @Test
    void anArrayWithOneForeignOrderPlacesNone() {
        String body = "[" + order(alice, "SELL", open, 7, 100_000) + "," + order(bob, "SELL", open, 7, 100_000) + "]";
        Response foreign =
                as(household(alice)).contentType("application/json").body(body).post(street.base + "/orders");
        Response none = as(household(alice))
                .contentType("application/json")
                .body(order(new AccountId(UUID.randomUUID()), "SELL", open, 7, 100_000))
                .post(street.base + "/orders");

        assertThat(foreign.statusCode()).isEqualTo(404).isEqualTo(none.statusCode());
        assertThat(foreign.path("title").toString()).isEqualTo(none.path("title"));
    }

    @Test
    void expiredForgedUnsignedStrangeAndForeignTokensAreNone() {
        TestToken good = household(alice);
        for (String token : List.of(
                good.expiresIn(Duration.ofMinutes(-1)).sign(),
                good.forge(),
                good.leaveUnsigned(),
                good.issuedBy("http://127.0.0.1:18080/realms/master").sign(),
                good.forServices("settlement").sign())) {
            Response answer = given().auth().oauth2(token).get(street.base + "/slots");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.contentType()).startsWith("application/problem+json");
        }
        assertThat(as(good).get(street.base + "/slots").statusCode()).isEqualTo(200);
    }

    private TestToken household(AccountId account) {
        return TestIdentity.token(AUDIENCE)
                .roles("household")
                .claim("account_id", account.toString())
                .claim("community_id", street.community.toString());
    }

    private static RequestSpecification as(TestToken token) {
        return given().auth().oauth2(token.sign());
    }
}
