package energy.peerwatt.supervisor.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import energy.peerwatt.servers.realm.ClientToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo's fee is the first one, and never the last word. */
class ZoneProvisioningTest {
    private static final String MARKET = "/v1/communities/" + DemoCast.COMMUNITY;
    private static final String ZONES = "/grid/v1/zones";
    private static final Instant FIRST_SLOT = Instant.parse("2026-06-15T10:15:00Z");

    /** What is there to be got, by path; anything else is not found. */
    private static final String MEMBER = MARKET + "/members/" + DemoCast.account(0);

    private final Map<String, String> known = new ConcurrentHashMap<>();

    private final List<String> puts = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private ServiceClient client;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        known.put("/protocol/openid-connect/token", "{\"access_token\": \"t\", \"expires_in\": 300}");
        client = new ServiceClient(here, ClientToken.of(here, "local-stack", "secret", Clock.systemUTC()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("PUT")) {
                puts.add(path);
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            byte[] body = known.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known.containsKey(path) ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void aNewMarketGetsItsZoneBeforeItsMembers() {
        mandate("WITHDRAWN");
        new MarketProvisioning(client).define(List.of(home()), FIRST_SLOT);

        assertThat(puts).containsExactly(MARKET, MARKET + "/zones/street", MEMBER);
    }

    @Test
    void aMarketThatKnowsTheZoneNowOrLaterKeepsIt() {
        for (String market : List.of(
                "{\"zones\": [{\"id\": \"street\"}], \"comingZones\": []}",
                "{\"zones\": [], \"comingZones\": [{\"id\": \"street\"}]}")) {
            puts.clear();
            known.put(MARKET, market);

            new MarketProvisioning(client).define(List.of(), FIRST_SLOT);

            assertThat(puts).containsExactly(MARKET);
        }
    }

    @Test
    void whoIsAMemberAlreadyKeepsTheRulesOfTheHousehold() {
        known.put(
                MARKET,
                "{\"zones\": [{\"id\": \"street\"}], \"members\": [{\"account\": \"%s\"}]}"
                        .formatted(DemoCast.account(0)));

        mandate("VALID");

        new MarketProvisioning(client).define(List.of(home()), FIRST_SLOT);

        assertThat(puts).containsExactly(MARKET);
    }

    @Test
    void whoHasNoMandateGivesOneAsSoonAsTheBookKnowsTheMember() throws InterruptedException {
        Thread later = Thread.ofVirtual().start(() -> {
            while (!puts.contains(MEMBER)) {
                Thread.onSpinWait();
            }
            mandate("NONE");
        });

        new MarketProvisioning(client).define(List.of(home()), FIRST_SLOT);

        later.join();
        assertThat(puts).endsWith(MEMBER, MEMBER + "/mandate");
    }

    private void mandate(String state) {
        known.put(MEMBER + "/mandate", """
                {"state": "%s", "toSign": {"agentKey": "0x%s", "chainId": 31337, "nonce": 0}}
                """.formatted(state, "a".repeat(40)));
    }

    @Test
    void theGridIsToldOfTheStreetOnceAndKeepsTheFeeOfItsOperator() {
        known.put(ZONES, "[{\"zone\": \"street\", \"community\": \"00000000-0000-0000-0000-000000000000\"}]");
        new GridProvisioning(client).defineZone(4);
        assertThat(puts).as("that is another community's").containsExactly(ZONES + "/street");

        known.put(ZONES, "[{\"zone\": \"street\", \"community\": \"%s\"}]".formatted(DemoCast.COMMUNITY));
        new GridProvisioning(client).defineZone(4);
        assertThat(puts).hasSize(1);
    }

    private static Household home() {
        return new Household(0, "home 1", new Household.Device("tcp://127.0.0.1:1", 1), null, null);
    }
}
