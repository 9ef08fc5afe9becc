package energy.peerwatt.orderbook.it;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.Secp256k1;
import energy.peerwatt.messages.evidence.SignedMandate;
import energy.peerwatt.messages.evidence.TradingDomain;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.servers.TestIdentity;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A community of a test: defined over REST, funded over Kafka. */
final class Street {
    static final String ZONE = "street";
    static final String FEE = """
            {"localFeeMicroPerKwh": 20000}""";

    static final String RULES = """
            {"automatic": true, "lowestSellMicroPerKwh": 90000, "highestBuyMicroPerKwh": 280000,
             "batteryReservePercent": 20}""";

    static {
        // A busy machine may take long; what is awaited comes or does not.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        // Who calls matters to AccessTest alone.
        RestAssured.authentication = RestAssured.oauth2(TestIdentity.token("order-book")
                .roles("service", "auditor")
                .expiresIn(Duration.ofHours(1))
                .sign());
    }

    final CommunityId community = new CommunityId(UUID.randomUUID());
    final String base = "/v1/communities/" + community;
    private final String bootstrap;
    private long sequence;

    Street(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Slots of 15 minutes from {@code firstSlot}, gate 5 minutes before, no auctions but at the gate, tick 0.1 ct, fee 2 ct. */
    Street open(Instant firstSlot, String rule) {
        put("", terms(firstSlot, rule)).then().statusCode(204);
        put("/zones/" + ZONE, FEE).then().statusCode(204);
        return this;
    }

    static String terms(Instant firstSlot, String rule) {
        return """
                {"slotMinutes": 15, "gateClosureMinutes": 5, "rule": "%s", "tickMicroPerKwh": 1000, "firstSlot": "%s",
                 "auctionEvery": "PT0S"}""".formatted(rule, firstSlot);
    }

    AccountId member(MeterId meter, @Nullable String rules) {
        AccountId account = new AccountId(UUID.randomUUID());
        put("/members/" + account, membership(account, meter, rules)).then().statusCode(204);
        if (rules != null) {
            put("/members/" + account + "/mandate", mandate(account)).then().statusCode(204);
        }
        return account;
    }

    static String membership(AccountId account, MeterId meter, @Nullable String rules) {
        String wallet = wallet(account).address();
        return """
                {"wallet": "%s", "meter": "%s", "zone": "street", "feedInMicroPerKwh": 80000,
                 "retailMicroPerKwh": 300000, "rules": %s}""".formatted(wallet, meter, rules);
    }

    /** The key of the household's wallet. */
    static Secp256k1.Key wallet(AccountId account) {
        return Secp256k1.Key.of(new BigInteger(account.toString().replace("-", ""), 16));
    }

    /** A mandate that lets the agent do about anything for ten years, signed. */
    String mandate(AccountId account) {
        return mandate(account, 0);
    }

    String mandate(AccountId account, long nonce) {
        JsonPath toSign = given().get(base + "/members/" + account + "/mandate").jsonPath();
        TradingMandate mandate = new TradingMandate(
                wallet(account).address(),
                toSign.getString("toSign.agentKey"),
                community,
                new Price(1_000_000),
                Price.ZERO,
                new Energy(1_000_000),
                Money.ofNano(1_000_000_000_000_000L),
                Instant.parse("2040-01-01T00:00:00Z"),
                nonce);
        try {
            return Json.mapper()
                    .writeValueAsString(SignedMandate.of(mandate, wallet(account), new TradingDomain(31_337)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    AccountId member() {
        return member(new MeterId(UUID.randomUUID()), null);
    }

    /** Each of the accounts gets this much to spend, and is known to have it when this returns. */
    void fund(long nano, AccountId... accounts) {
        balances(null, nano, accounts);
        for (AccountId account : accounts) {
            Awaitility.await().until(() -> balance(account, "available") == nano);
        }
    }

    void balances(@Nullable Slot settled, long nano, AccountId... accounts) {
        sequence++;
        new Topic(bootstrap, Topics.BALANCES_CHANGED)
                .send(
                        community.toString(),
                        EventTypes.BALANCES_CHANGED,
                        new BalancesChanged(
                                community,
                                sequence,
                                settled,
                                Arrays.stream(accounts)
                                        .map(account -> new BalancesChanged.Balance(account, Money.ofNano(nano)))
                                        .toList()));
    }

    /** As settlement tells it: provisionally or by all readings. */
    void settled(Slot slot, int revision, boolean complete) {
        sequence++;
        new Topic(bootstrap, Topics.BALANCES_CHANGED)
                .send(
                        community.toString(),
                        EventTypes.BALANCES_CHANGED,
                        new BalancesChanged(
                                community,
                                sequence,
                                complete ? slot : null,
                                List.of(),
                                List.of(),
                                new BalancesChanged.Settlement(slot, revision, complete)));
    }

    Response slotAsSealed(Instant start) {
        return given().get(base + "/slots/" + start);
    }

    /** @param kind available, reserved or free; -1 while the account is not open */
    long balance(AccountId account, String kind) {
        Number found = given().get(base + "/balances").path("find { it.account == '" + account + "' }." + kind);
        return found == null ? -1 : found.longValue();
    }

    Response put(String path, String body) {
        return given().contentType("application/json").body(body).put(base + path);
    }

    Response place(String body) {
        return given().contentType("application/json")
                .header("Prefer", "wait=20")
                .body(body)
                .post(base + "/orders");
    }

    static String order(AccountId account, String side, Instant slot, long wh, long limit) {
        return """
                {"account": "%s", "zone": "street", "side": "%s", "slot": "%s", "energyWh": %d, "limitMicroPerKwh": %d}""".formatted(account, side, slot, wh, limit);
    }
}
