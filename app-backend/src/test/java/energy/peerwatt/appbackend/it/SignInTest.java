package energy.peerwatt.appbackend.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.appbackend.live.domain.Cast;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.servers.realm.ClientToken;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Signing in and out, and provisioning, against a real Keycloak. */
@QuarkusTest
@TestProfile(RealIdentity.class)
class SignInTest {
    private static final String PASSWORD = "demo";

    @TestHTTPResource("/")
    URI base;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @ConfigProperty(name = "quarkus.oidc.auth-server-url")
    URI issuer;

    @Test
    void everybodyComesToTheirOwnPageAndToNoOther() {
        Map<String, String> pages = Map.of(
                "household-1",
                "/household",
                "operator",
                "/operator",
                "installer",
                "/installer",
                "manager",
                "/community");
        pages.forEach((person, page) -> {
            Browser browser = new Browser(base);
            Browser.Page first = browser.signIn("/", person, PASSWORD);
            assertThat(first.address().getPath()).as(person).isEqualTo(page);
            assertThat(first.status()).as(first.answer().body()).isEqualTo(200);
            pages.values().stream()
                    .filter(other -> !other.equals(page))
                    .forEach(other -> assertThat(browser.open(other).status())
                            .as(person + " at " + other)
                            .isEqualTo(403));
        });
    }

    @Test
    void theBrowserHoldsAnIdAndTheDatabaseNothingReadable() {
        Browser browser = new Browser(base);
        browser.signIn("/", "household-1", PASSWORD);

        assertThat(browser.sessionCookies()).hasSize(1);
        HttpCookie session = browser.sessionCookies().getFirst();
        assertThat(session.getValue()).as("no token").doesNotContain(".").hasSizeLessThan(60);
        assertThat(browser.setCookies())
                .filteredOn(cookie -> cookie.startsWith("q_session=" + session.getValue()))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).contains("HTTPOnly").contains("SameSite=Lax"));
        for (var row : database.query("select id_hash, sealed from session_tokens")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(20))) {
            byte[] sealed = row.getBuffer("sealed").getBytes();
            assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("eyJ");
        }
    }

    @Test
    void signingOutEndsTheSessionForWhoeverKeptTheCookie() {
        Browser browser = new Browser(base);
        browser.signIn("/", "household-1", PASSWORD);
        HttpCookie session = browser.sessionCookies().getFirst();

        Browser.Page out = browser.submit("/sign-out", Map.of());

        assertThat(out.address().getPath()).as("back at the sign-in").contains("/realms/peerwatt/");
        Browser thief = new Browser(base);
        thief.putCookie(session);
        assertThat(thief.open("/household").address().getPath()).contains("/realms/peerwatt/");
    }

    @Test
    void anInventedSessionIsNone() {
        Browser stranger = new Browser(base);
        HttpCookie invented = new HttpCookie("q_session", "A".repeat(43));
        invented.setPath("/");
        stranger.putCookie(invented);

        assertThat(stranger.open("/household").address().getPath()).contains("/realms/peerwatt/");
    }

    @Test
    void scriptsOfAPageAreToldThatTheSessionEnded() {
        Browser.Page answer = new Browser(base)
                .exchange(HttpRequest.newBuilder(base.resolve("/api/v1/screens/household"))
                        .header("X-Requested-With", "JavaScript"));

        assertThat(answer.status()).isEqualTo(499);
    }

    @Test
    void aPageWithoutTheOtherServicesSaysSoAndStands() {
        Browser browser = new Browser(base);
        Document page = browser.signIn("/household", "household-2", PASSWORD).document();

        assertThat(page.select("#money .missing").text()).contains("settlement does not answer, since");
        assertThat(page.select("main h1").text()).isEqualTo("My home");
    }

    @Test
    void anInstallersGatewaySignsInWithItsSecret() throws Exception {
        Browser browser = new Browser(base);
        browser.signIn("/", "installer", PASSWORD);
        UUID gateway = new UUID(0x7123, 0x8000_0000_0000_0001L);

        Browser.Page wrong = browser.submit("/installer/gateways", Map.of("gatewayId", "seven"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.document().select(".why")).hasSize(2);

        Document page = browser.submit(
                        "/installer/gateways", Map.of("description", "Lindenweg 3", "gatewayId", gateway.toString()))
                .document();
        String secret = page.select("[data-secret]").text();
        assertThat(secret).hasSizeGreaterThan(20);
        assertThat(browser.open("/installer").answer().body())
                .contains("Lindenweg 3")
                .doesNotContain(secret);

        JsonNode claims = claims(ClientToken.of(issuer, "gateway-" + gateway, secret, Clock.systemUTC())
                .value());
        assertThat(claims.path("gateway_id").asText()).isEqualTo(gateway.toString());
        assertThat(claims.path("realm_access").path("roles").toString()).contains("\"gateway\"");
        assertThat(claims.path("aud").toString()).contains("meter-gateway");

        assertThat(browser.submit(
                                "/installer/gateways", Map.of("description", "again", "gatewayId", gateway.toString()))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aManagerInvitesAHouseholdOnce() {
        try (Kafka events = new Kafka(kafka)) {
            events.event(Topics.MEMBERS_DEFINED, "c", EventTypes.MEMBER_DEFINED, Cast.member(9));
        }
        Browser browser = new Browser(base);
        browser.signIn("/", "manager", PASSWORD);
        String account = Cast.account(9).toString();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> browser.open("/community").answer().body().contains(account));

        Browser.Page wrong = browser.submit("/community/invitations", Map.of("account", "x", "username", "A"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.document().select(".why")).hasSize(3);

        Map<String, String> invitation = Map.of("account", account, "username", "anna", "name", "Anna");
        Document made = browser.submit("/community/invitations", invitation).document();
        String password = made.select("[data-secret]").text();
        assertThat(password).hasSizeGreaterThan(12);
        assertThat(browser.submit("/community/invitations", invitation).status())
                .as("the account has its person")
                .isEqualTo(409);

        Browser.Page first = new Browser(base).signIn("/", "anna", password);
        assertThat(first.document().select("form#kc-passwd-update-form"))
                .as("another password is chosen first: " + first.address())
                .hasSize(1);
    }

    private static JsonNode claims(String token) throws Exception {
        return Json.mapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
