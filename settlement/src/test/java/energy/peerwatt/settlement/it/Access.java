package energy.peerwatt.settlement.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.servers.AccessDocument;
import energy.peerwatt.servers.AccessProbe;
import energy.peerwatt.servers.AccessTable;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestToken;
import energy.peerwatt.settlement.quantity.domain.Street;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Who may what, as access.csv says; what of an answer is whose; and which tokens are none. After some slots. */
final class Access {
    private static final String AUDIENCE = "settlement";
    private static final String OURS = Street.COMMUNITY.toString();
    private static final String THEIRS = UUID.randomUUID().toString();
    private static final String SELLER = Street.account(Neighbourhood.SELLER).toString();
    private static final String BUYER = Street.account(Neighbourhood.BUYER).toString();
    private static final String COMMUNITY = "/v1/communities/" + OURS;
    private static final String FIRST = COMMUNITY + "/slots/" + Street.SLOT.start();
    private static final TestToken HOUSEHOLD = TestIdentity.token(AUDIENCE)
            .roles("household")
            .claim("community_id", OURS)
            .claim("account_id", SELLER);

    private final URI base;

    Access(URI base) {
        this.base = base;
    }

    Stream<DynamicTest> tests() {
        return Stream.concat(
                Stream.of(
                        DynamicTest.dynamicTest("every operation has a rule for everybody", Access::noGaps),
                        DynamicTest.dynamicTest(
                                "the page says the same", () -> AccessDocument.check(AUDIENCE, AccessTable.read())),
                        DynamicTest.dynamicTest("a household sees its own part of a slot", Access::ownPart),
                        DynamicTest.dynamicTest("the grid operator sees no household", Access::noHousehold),
                        DynamicTest.dynamicTest("two roles do not add up to a third", Access::noThirdRole),
                        DynamicTest.dynamicTest("another community has nobody for a household", Access::elsewhere),
                        DynamicTest.dynamicTest("bad tokens are none", Access::badTokens)),
                theTable());
    }

    private static void noGaps() {
        String openApi = given().get("/q/openapi?format=json").asString();

        assertThat(AccessTable.read().gaps(openApi, Set.of("communityId", "account")))
                .isEmpty();
    }

    private Stream<DynamicTest> theTable() {
        AccessTable table = AccessTable.read();
        return Stream.of(true, false)
                .flatMap(oneAccount -> probe(oneAccount ? OURS : THEIRS)
                        .tests(table.rules().stream().filter(rule -> rule.path().contains("{account}") == oneAccount)));
    }

    private AccessProbe probe(String foreignCommunity) {
        return new AccessProbe(base, AUDIENCE)
                .path("communityId", OURS, foreignCommunity)
                .path("account", SELLER, BUYER)
                .path("start", Street.SLOT.start().toString())
                .path("number", "1")
                .path("gatewayId", UUID.randomUUID().toString())
                .path("meterId", Street.meter(Neighbourhood.SELLER).toString())
                .claims("household", HOUSEHOLD.claims())
                .claims("community-manager", Map.of("community_id", OURS));
    }

    private static void ownPart() {
        Response answer = as(HOUSEHOLD, FIRST);
        JsonPath slot = answer.jsonPath();

        assertThat(slot.getLong("traded")).isEqualTo(1_000);
        assertThat(slot.getLong("settled")).isEqualTo(900);
        assertThat(slot.getList("own")).hasSize(1);
        assertThat(slot.getLong("own[0].sold")).isEqualTo(900);
        assertThat(answer.asString())
                .doesNotContain(BUYER)
                .doesNotContain(Street.meter(Neighbourhood.BUYER).toString());
        assertThat(as(HOUSEHOLD, COMMUNITY + "/slots").asString()).doesNotContain(BUYER);
    }

    private static void noHousehold() {
        TestToken operator = TestIdentity.token(AUDIENCE).roles("grid-operator");
        Response answer = as(operator, FIRST);

        assertThat(answer.jsonPath().getLong("settled")).isEqualTo(900);
        assertThat(answer.jsonPath().getList("own")).isEmpty();
        assertThat(answer.asString()).doesNotContain(BUYER).doesNotContain(SELLER);
    }

    /** Whoever manages one community and operates the grid of another is no manager there. */
    private static void noThirdRole() {
        TestToken both = HOUSEHOLD
                .roles("household", "community-manager", "grid-operator")
                .claim("community_id", THEIRS);

        assertThat(as(both, FIRST).jsonPath().getList("own")).isEmpty();
        assertThat(as(both, COMMUNITY + "/accounts/" + SELLER + "/statement").statusCode())
                .isEqualTo(404);
    }

    private static void elsewhere() {
        String account = "/accounts/" + SELLER + "/statement";
        Response foreign = as(HOUSEHOLD.claim("community_id", THEIRS), COMMUNITY + account);
        Response none = as(HOUSEHOLD, COMMUNITY + account.replace(SELLER, THEIRS));

        assertThat(foreign.statusCode()).isEqualTo(404).isEqualTo(none.statusCode());
        assertThat(as(HOUSEHOLD, COMMUNITY + account.replace(SELLER, "me")).statusCode())
                .isEqualTo(400);
        assertThat(as(TestIdentity.token(AUDIENCE).roles("household"), COMMUNITY + account)
                        .statusCode())
                .isEqualTo(404);
    }

    private static void badTokens() {
        for (String token : List.of(
                HOUSEHOLD.expiresIn(Duration.ofMinutes(-1)).sign(),
                HOUSEHOLD.forge(),
                HOUSEHOLD.leaveUnsigned(),
                HOUSEHOLD.issuedBy("http://127.0.0.1:18080/realms/master").sign(),
                HOUSEHOLD.forServices("order-book", "account").sign())) {
            Response answer = given().auth().oauth2(token).get(FIRST);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.contentType()).startsWith("application/problem+json");
        }
        assertThat(as(HOUSEHOLD, FIRST).statusCode()).isEqualTo(200);
    }

    private static Response as(TestToken token, String path) {
        return given().auth().oauth2(token.sign()).get(path);
    }
}
