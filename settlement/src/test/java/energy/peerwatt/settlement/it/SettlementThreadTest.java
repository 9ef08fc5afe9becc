package energy.peerwatt.settlement.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.BatchLine;
import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.bundle.ResponseLine;
import energy.peerwatt.messages.bundle.RewardLine;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.bundle.SlotSettlement.State;
import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.settlement.batch.domain.FundPayments;
import energy.peerwatt.settlement.chain.PipelineStep;
import energy.peerwatt.settlement.quantity.domain.Street;
import energy.peerwatt.settlement.reading.SealMaker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.common.mapper.TypeRef;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** One neighbourhood from its first deposit to closed periods, on a real database, broker and chain. A story in order. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SettlementThreadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COMMUNITY = "/v1/communities/" + Street.COMMUNITY;
    private static final String REWARDS = COMMUNITY + "/accounts/" + Street.account(Neighbourhood.BUYER) + "/rewards";
    private static final GridEventId EVENT = new GridEventId(UUID.fromString("0192f7a0-0000-7000-8000-0000000000e1"));
    private static final long EURO = 1_000_000_000L;
    private static final long CENT = EURO / 100;

    @Inject
    CrashingWatch crashing;

    @TestHTTPResource("/")
    URI base;

    private Path clock;
    private Kafka kafka;
    private Chain chain;
    private Neighbourhood street;

    @BeforeAll
    void connect() {
        // Who calls matters to the last chapter alone.
        RestAssured.authentication = RestAssured.oauth2(TestIdentity.token("settlement")
                .roles("service", "auditor")
                .expiresIn(Duration.ofHours(1))
                .sign());
        Config config = ConfigProvider.getConfig();
        clock = config.getValue("peerwatt.clock.file", Path.class);
        kafka = new Kafka(config.getValue("kafka.bootstrap.servers", String.class));
        chain = new Chain(
                config.getValue("peerwatt.chain.rpc", URI.class),
                config.getValue("peerwatt.chain.addresses", Path.class));
        street = new Neighbourhood(kafka);
    }

    @AfterAll
    void disconnect() {
        kafka.close();
    }

    @Test
    @Order(1)
    void depositsBecomeBalancesThatTheOrderBookIsTold() {
        street.defineMember(Neighbourhood.SELLER);
        street.defineMember(Neighbourhood.BUYER);
        chain.openAccount(Neighbourhood.SELLER);
        chain.openAccount(Neighbourhood.BUYER);
        chain.deposit(Neighbourhood.BUYER, 100);

        eventually(() -> available(Neighbourhood.BUYER).equals(Optional.of(100 * EURO)));
        eventually(() -> available(Neighbourhood.SELLER).equals(Optional.of(0L)));
        eventually(() -> balanceEvents().stream()
                .flatMap(event -> event.balances().stream())
                .anyMatch(balance -> balance.account().equals(Street.account(Neighbourhood.BUYER))
                        && balance.available().nano() == 100 * EURO));
    }

    @Test
    @Order(2)
    void sealsOfAGatewayThatIsNotRegisteredAreKeptAndNotSettledOn() {
        Slot slot = street.clear(1_000);
        street.seal(slot.start(), 0, 0);
        street.seal(slot.end(), 1_200, 900);
        now(slot.end());

        eventually(() -> count("select count(*) from seal where state = 'PENDING'") == 2);
        assertThat(count("select count(*) from reading")).isZero();
        assertThat(settlement(slot)).isEmpty();
    }

    @Test
    @Order(3)
    void slotIsFinalOnceItsReadingsVerifyAndReachesTheChain() {
        String meter = "meters/" + Street.meter(Neighbourhood.SELLER);
        assertThat(registry(meter).getString("status")).isEqualTo("NONE");
        assertThat(registry(meter).getString("nonce")).isEqualTo("0");
        chain.registerGateway(street.gateway());
        chain.registerMeter(
                street.gateway(), Street.meter(Neighbourhood.SELLER), Neighbourhood.SELLER, Street.SLOT.start());
        chain.registerMeter(
                street.gateway(), Street.meter(Neighbourhood.BUYER), Neighbourhood.BUYER, Street.SLOT.start());

        eventually(() -> registry(meter).getBoolean("registration.confirmed"));
        assertThat(registry(meter).getString("status")).isEqualTo("ACTIVE");
        assertThat(registry(meter).getString("nonce")).isEqualTo("1");
        assertThat(registry(meter).getString("registration.gatewayId"))
                .isEqualTo(street.gateway().gateway().toString());
        assertThat(registry(meter).getString("registration.metaHash")).isEqualTo("0x" + "9".repeat(64));
        JsonPath gateway = registry("gateways/" + street.gateway().gateway());
        assertThat(gateway.getString("keys[0].x"))
                .isEqualTo(P256.Point.of(street.gateway().key().getPublic()).x().hex());
        assertThat(gateway.getBoolean("keys[0].confirmed")).isTrue();
        eventually(() -> isFinal(Street.SLOT));
        SlotSettlement settled = settlement(Street.SLOT).orElseThrow();
        assertThat(settled.revision()).isEqualTo(1);
        assertThat(settled.trades().getFirst().settled().wattHours()).isEqualTo(900);
        assertThat(settled.readingsRoot()).isNotEqualTo(Hash32.ZERO);
        eventually(() -> chain.head().number() == 1);
        assertThat(available(Neighbourhood.BUYER)).contains(100 * EURO - 900 * (170_000L + 40_000L));
        eventually(() -> balanceEvents().stream().anyMatch(event -> Street.SLOT.equals(event.settledSlot())));
    }

    @Test
    @Order(4)
    void periodIsClosedAfterItsWindowAndTheContractPaysWhatTheLedgerSays() {
        Slot empty = street.clear(0);
        street.seal(empty.end(), 10, 10);
        Slot slot = street.clear(500);
        street.seal(slot.end(), 500, 500);
        now(slot.end());

        eventually(() -> chain.head().closedPeriods() == 1);
        assertThat(chain.head().number()).isEqualTo(2);
        assertThat(chain.balance(5)).isEqualTo(100 * EURO - 1_400 * 210_000L);
        assertThat(chain.balance(4)).isEqualTo(1_400 * 170_000L);
        assertThat(chain.balance(1)).isEqualTo(1_400 * 40_000L);
        eventually(() -> available(Neighbourhood.SELLER).equals(Optional.of(1_400 * 170_000L)));
        eventually(() -> batchState(2).equals("CLOSED"));
        ledgerAndChainAgree();
    }

    @Test
    @Order(5)
    void slotWithoutReadingsIsProvisionalAndCorrectedWhenTheyCome() {
        Slot slot = street.clearInRounds(500, 300);
        now(slot.end().plus(Duration.ofMinutes(2)));

        eventually(() -> settlement(slot).isPresent());
        SlotSettlement provisional = settlement(slot).orElseThrow();
        assertThat(provisional.state()).isEqualTo(State.PROVISIONAL);
        assertThat(provisional.trades())
                .extracting(trade -> trade.settled().wattHours())
                .containsExactly(500L, 300L);
        assertThat(available(Neighbourhood.BUYER))
                .as("what is provisional can neither be spent nor is it gone")
                .contains(100 * EURO - 1_400 * 210_000L);

        street.seal(slot.end(), 300, 800);
        eventually(() -> isFinal(slot));
        SlotSettlement corrected = settlement(slot).orElseThrow();
        assertThat(corrected.revision()).isEqualTo(2);
        assertThat(corrected.trades())
                .as("what came goes to the round that traded first")
                .extracting(trade -> trade.settled().wattHours())
                .containsExactly(300L, 0L);
        assertThat(available(Neighbourhood.BUYER)).contains(100 * EURO - 1_700 * 210_000L);
        booksBalance();
        eventually(() -> balanceEvents().stream()
                .map(BalancesChanged::settlement)
                .filter(told -> told != null && told.slot().equals(slot))
                .toList()
                .equals(List.of(
                        new BalancesChanged.Settlement(slot, 1, false),
                        new BalancesChanged.Settlement(slot, 2, true))));
        assertThat(balanceEvents().stream().filter(event -> slot.equals(event.settledSlot())))
                .as("reservations are dropped once, when nothing can change any more")
                .hasSize(1);
    }

    @Test
    @Order(6)
    void malformedEventsAreSetAsideWithTheirReasonAndTheServiceGoesOn() {
        kafka.raw(
                Topics.SLOTS_CLEARED,
                "no\0text",
                EventTypes.SLOT_CLEARED,
                UUID.randomUUID(),
                Street.SLOT.start(),
                "{\"community\":17".getBytes(StandardCharsets.UTF_8));
        kafka.event(
                Topics.READINGS_SEALED,
                "somebody",
                EventTypes.READINGS_SEALED,
                UUID.randomUUID(),
                Street.SLOT.start(),
                new ReadingsSealed("AAAA", "AAAA", List.of()));
        Slot slot = street.clear(100);
        street.seal(slot.end(), 100, 100);
        now(slot.end());

        eventually(() -> isFinal(slot));
        eventually(() -> reasons(Topics.SLOTS_CLEARED).stream().anyMatch(reason -> reason.contains("slot-cleared")));
        eventually(() -> reasons(Topics.READINGS_SEALED).stream().anyMatch(reason -> reason.contains("99 bytes")));
    }

    @Test
    @Order(7)
    void whatComesTwiceCountsOnce() {
        Map<String, Long> before = booksBalance();
        long batches = batches().size();

        street.repeatEverything();
        Slot slot = street.clear(0);
        street.seal(slot.end(), 0, 0);
        now(slot.end());

        eventually(() -> isFinal(slot));
        assertThat(escrowParts(booksBalance())).isEqualTo(escrowParts(before));
        assertThat(batches()).hasSize((int) batches);
        assertThat(settlement(Street.SLOT).orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    @Order(8)
    void forgedSealIsNeverSettledOn() {
        Slot slot = street.clear(400);
        SealMaker forger = new SealMaker(street.gateway().gateway());
        ReadingsSealed forged = forger.read(Street.meter(Neighbourhood.SELLER), slot.end(), 0, 500, 99_000)
                .seal(slot.end());
        kafka.event(
                Topics.READINGS_SEALED,
                street.gateway().gateway().toString(),
                EventTypes.READINGS_SEALED,
                UUID.randomUUID(),
                slot.end(),
                forged);
        street.seal(slot.end(), 400, 400);
        now(slot.end());

        eventually(() -> isFinal(slot));
        SlotSettlement settled = settlement(slot).orElseThrow();
        assertThat(settled.trades().getFirst().settled().wattHours()).isEqualTo(400);
    }

    @Test
    @Order(9)
    void pipelineThatDiesAtAnyStepCommitsEveryBatchExactlyOnce() {
        for (PipelineStep step : PipelineStep.values()) {
            crashing.arm(step);
            long batch = batches().size() + 1;
            Slot slot = street.clear(100);
            street.seal(slot.end(), 100, 100);
            now(slot.end());
            eventually(() -> mined(batch));
            // The indexer may see the batch before the pipeline asks for its receipt.
            eventually(crashing::hasDied);
        }

        long committed = chain.head().number();
        assertThat(committed).isEqualTo(batches().size());
        eventually(() -> chain.head().closedPeriods() == committed / 2);
        // One nonce per effect: nothing was sent twice, nothing was burnt.
        assertThat(chain.operatorsTransactions()).isEqualTo(committed + committed / 2);
        ledgerAndChainAgree();
    }

    @Test
    @Order(10)
    void chainThatTurnsBackIsFollowedAndItsBatchesAreSentAgain() {
        chain.deposit(Neighbourhood.BUYER, 5);
        long batch = batches().size() + 1;
        Slot slot = street.clear(200);
        street.seal(slot.end(), 200, 200);
        now(slot.end());
        eventually(() -> mined(batch));
        Hash32 before = chain.hashOf(batch);

        chain.reorganise(3);

        eventually(() -> chain.head().number() == batch && !chain.hashOf(batch).equals(before));
        eventually(() -> line(batch)
                .filter(line -> chain.hashOf(batch).equals(line.hash()))
                .isPresent());
        ledgerAndChainAgree();
        booksBalance();
    }

    @Test
    @Order(11)
    void transactionThatOffersTooLittleIsReplacedUnderItsNonce() {
        long sent = chain.operatorsTransactions();
        long batch = batches().size() + 1;
        chain.stopMining();
        Slot slot = street.clear(50);
        street.seal(slot.end(), 50, 50);
        now(slot.end());
        eventually(() -> attempts("commit/" + batch) == 1);
        chain.makeGasDear();
        chain.goOnMining();

        eventually(() -> mined(batch));
        assertThat(attempts("commit/" + batch)).isGreaterThan(1);
        eventually(() -> chain.head().closedPeriods() == batch / 2);
        assertThat(chain.operatorsTransactions())
                .as("one for the commit, one for the close of its period")
                .isEqualTo(sent + 2);
    }

    @Test
    @Order(12)
    void auditorFindsEverySlotSealAndBatchWithoutAGap() {
        Map<String, Object> manifest =
                given().get("/v1/audit/" + Street.COMMUNITY + "/manifest").as(new TypeRef<>() {});
        assertThat(manifest).containsEntry("version", BundleManifest.VERSION).containsEntry("chainId", 31_337);
        assertThat(lines("accounts", "")).hasSize(2);
        List<String> settlements = lines("settlements", "?limit=1000");
        Slot expected = Street.SLOT;
        for (String line : settlements) {
            assertThat(read(line, SlotSettlement.class).slot()).isEqualTo(expected);
            expected = expected.next();
        }
        assertThat(lines("seals", "?limit=3")).hasSize(3);
        assertThat(lines("seals", "?limit=1000")).hasSize(settlements.size() + 1);
        Hash32 previous = Hash32.ZERO;
        for (String text : lines("batches", "?limit=1000")) {
            BatchLine line = read(text, BatchLine.class);
            assertThat(line.previous()).isEqualTo(previous);
            assertThat(line.header().hash(previous, line.committedAt())).isEqualTo(line.hash());
            previous = line.hash();
        }
        String second = lines("batches", "?after=1&limit=1").getFirst();
        assertThat(read(second, BatchLine.class).header().number()).isEqualTo(2);
    }

    @Test
    @Order(13)
    void statementShowsEverySlotAndThatNobodyIsWorseOff() {
        Response response = given().queryParam("limit", 1_000)
                .get(COMMUNITY + "/accounts/" + Street.account(Neighbourhood.BUYER) + "/statement");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getLong("lines[0].bought")).isEqualTo(900);
        assertThat(response.jsonPath().getLong("lines[0].total")).isEqualTo(-900 * 21 * CENT / 1_000);
        assertThat(response.jsonPath().getLong("lines[0].supplierAlone")).isEqualTo(-900 * 30 * CENT / 1_000);
        assertThat(response.jsonPath().getList("lines.better", Long.class)).allMatch(better -> better >= 0);
        assertThat(response.jsonPath().getLong("total.better")).isPositive();
    }

    @Test
    @Order(14)
    void wrongRequestsAreAnsweredWithEveryViolation() {
        Response wrong = given().queryParam("after", "yesterday")
                .queryParam("limit", "0")
                .get("/v1/communities/nowhere/slots");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.contentType()).startsWith("application/problem+json");
        assertThat(wrong.jsonPath().getList("violations.field")).containsExactly("communityId", "after", "limit");

        Response missing = given().get(COMMUNITY + "/slots/2020-01-01T00:00:00Z");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.contentType()).startsWith("application/problem+json");
        assertThat(given().get("/v1/batches/999").statusCode()).isEqualTo(404);
        assertThat(given().get(COMMUNITY + "/accounts/" + UUID.randomUUID() + "/statement")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(15)
    void healthAndDescriptionAreServed() {
        assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/openapi").asString()).contains("/v1/audit/{communityId}/manifest");
        assertThat(given().get("/q/metrics").asString()).contains("peerwatt_slots_settled");
    }

    @Test
    @Order(16)
    void memberThatNeverTradedIsLeftOutUntilItsAccountAndReadingsCount() {
        street.defineMember(3);
        Slot slot = street.clear(100);
        street.seal(slot.end(), 100, 100);
        now(slot.end());

        eventually(() -> isFinal(slot));
        assertThat(settlement(slot).orElseThrow().members())
                .extracting(SlotSettlement.Member::account)
                .containsExactly(Street.account(Neighbourhood.SELLER), Street.account(Neighbourhood.BUYER));
    }

    @Test
    @Order(17)
    void verifiedResponseIsPaidFromTheFundInTheNextBatchAndEarnsTokens() {
        chain.endowFund(10);
        long seller = available(Neighbourhood.SELLER).orElseThrow();
        long buyer = available(Neighbourhood.BUYER).orElseThrow();
        Slot slot = street.clear(1_000);
        street.verify(EVENT, slot, Neighbourhood.BUYER, 400, 500, 25_000_003, 2_500_000_000L);
        street.seal(slot.end(), 1_000, 400);
        now(slot.end());

        eventually(() -> available(Neighbourhood.SELLER)
                .equals(Optional.of(seller + 400 * 170_000L + 500 * (170_000L - 80_000L))));
        assertThat(available(Neighbourhood.BUYER)).contains(buyer - 400 * 210_000L + 25_000_003L);
        Response statement = given().queryParam("after", slot.previous().start().toString())
                .get(COMMUNITY + "/accounts/" + Street.account(Neighbourhood.SELLER) + "/statement");
        assertThat(statement.jsonPath().getString("lines[0].payments[0].reason"))
                .isEqualTo("COMPENSATION");
        assertThat(statement.jsonPath().getLong("lines[0].response")).isEqualTo(500 * 90_000L);

        Slot next = street.clear(100);
        street.seal(next.end(), 100, 100);
        now(next.end());
        eventually(() -> lines("responses", "").stream().anyMatch(line -> line.contains("\"batch\":")));
        ResponseLine line = read(lines("responses", "").getFirst(), ResponseLine.class);
        eventually(() -> mined(line.batch()));
        ledgerAndChainAgree();
        assertThat(booksBalance()).containsEntry("demand-response-fund", 10 * EURO - 45_000_000L - 25_000_003L);

        eventually(() -> rewards("posted") == 2_500_000_000L);
        assertThat(read(lines("rewards", "").getFirst(), RewardLine.class)
                        .total()
                        .nano())
                .isEqualTo(2_500_000_000L);
        assertThat(lines("responses", "?after=" + EVENT)).isEmpty();
        assertThat(lines("rewards", "?after=1")).isEmpty();
    }

    @Test
    @Order(18)
    void claimIsRelayedOnceAlsoWhenTheChainTurnsBack() {
        Response asked = asBuyer().post(REWARDS + "/claim");
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(asBuyer().post(REWARDS + "/claim").statusCode()).isIn(202, 409);

        eventually(() -> rewards("claimed") == 2_500_000_000L);
        assertThat(chain.wattOf(Neighbourhood.BUYER)).isEqualTo(2_500_000_000L);
        eventually(() -> !given().get(REWARDS).jsonPath().getBoolean("claiming"));
        Response again = asBuyer().post(REWARDS + "/claim");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.contentType()).startsWith("application/problem+json");

        chain.reorganise(3);
        eventually(() -> chain.wattOf(Neighbourhood.BUYER) == 2_500_000_000L && rewards("claimed") == 2_500_000_000L);
        assertThat(count("select count(*) from chain_tx where business_key like 'reward-%'"))
                .isEqualTo(2);
    }

    @Test
    @Order(19)
    void whatIsRewardedTwiceOrAgainstTheRegistersIsNotPaid() {
        Map<String, Long> before = booksBalance();
        GridEventId second = new GridEventId(UUID.fromString("0192f7a0-0000-7000-8000-0000000000e2"));
        GridEventId third = new GridEventId(UUID.fromString("0192f7a0-0000-7000-8000-0000000000e3"));
        street.verify(second, street.next().previous().previous(), Neighbourhood.BUYER, 400, 1, 5, 5);
        Slot slot = street.clear(100);
        street.verify(third, slot, Neighbourhood.BUYER, 99, 20, 5, 5);
        street.seal(slot.end(), 100, 100);
        now(slot.end());

        eventually(() ->
                reasons(Topics.RESPONSES_VERIFIED).stream().anyMatch(reason -> reason.contains("was credited before")));
        eventually(() ->
                count("select count(*) from response where state = 'REFUSED' and reason like '%registers%'") == 1);
        assertThat(booksBalance()).containsEntry("demand-response-fund", before.get("demand-response-fund"));
        assertThat(rewards("earned")).isEqualTo(2_500_000_000L);
    }

    @Test
    @Order(20)
    void nextResponseMakesTheNextEpochWithEverythingEarnedBefore() {
        GridEventId event = new GridEventId(UUID.fromString("0192f7a0-0000-7000-8000-0000000000e4"));
        Slot slot = street.clear(100);
        street.verify(event, slot, Neighbourhood.SELLER, -100, 10, 0, 7);
        street.seal(slot.end(), 100, 100);
        now(slot.end());

        String sellers = REWARDS.replace(
                Street.account(Neighbourhood.BUYER).toString(),
                Street.account(Neighbourhood.SELLER).toString());
        eventually(() -> given().get(sellers).jsonPath().getLong("claimable") == 7);
        assertThat(given().get(sellers).jsonPath().getList("proof")).hasSize(1);
        assertThat(rewards("posted")).isEqualTo(2_500_000_000L);
        assertThat(read(lines("rewards", "?after=1").getFirst(), RewardLine.class)
                        .total()
                        .nano())
                .isEqualTo(2_500_000_007L);
    }

    @Test
    @Order(21)
    void aRefusedResponseLeavesItsSlotsToACorrectOne() {
        GridEventId correct = new GridEventId(UUID.fromString("0192f7a0-0000-7000-8000-0000000000e5"));
        long fund = booksBalance().get("demand-response-fund");
        // The slot of the response that the registers contradicted.
        street.verify(correct, street.next().previous().previous(), Neighbourhood.BUYER, 100, 20, 5, 0);

        eventually(() -> booksBalance().get("demand-response-fund") == fund - 5);
        assertThat(reasons(Topics.RESPONSES_VERIFIED))
                .filteredOn(reason -> reason.contains("was credited before"))
                .hasSize(1);
    }

    @Test
    @Order(22)
    void batchesReachTheChainAlsoWhenRewardsCannotBeMade() {
        long batch = batches().size() + 1;
        String broken = "0192f7a0-0000-7000-8000-0000000000e6";
        change("insert into response (event, community, document, state, settled_seq) values ('" + broken + "', '"
                + Street.COMMUNITY + "', '{}', 'SETTLED', nextval('response_settled'))");
        Slot slot = street.clear(100);
        street.seal(slot.end(), 100, 100);
        now(slot.end());

        eventually(() -> mined(batch));
        assertThat(given().get("/q/metrics").asString()).contains("peerwatt_alarms_total{kind=\"rewards\"}");
        assertThat(change("delete from response where event = '" + broken + "'"))
                .isEqualTo(1);
    }

    @Test
    @Order(23)
    void aClaimThatSomebodyElseRelayedIsNoLongerOnItsWay() {
        // The buyer asked while the claim of another was in no block that the indexer had seen.
        change("insert into reward_claim (community, account, wallet, asked, state, requested_at) values ('"
                + Street.COMMUNITY + "', '" + Street.account(Neighbourhood.BUYER) + "', '"
                + Chain.household(Neighbourhood.BUYER).address().hex() + "', 2500000000, 'OPEN', now())");
        long planned = count("select count(*) from chain_tx where business_key like 'reward-claim%'");

        eventually(() -> !given().get(REWARDS).jsonPath().getBoolean("claiming"));
        assertThat(count("select count(*) from chain_tx where business_key like 'reward-claim%'"))
                .isEqualTo(planned);
    }

    @Test
    @Order(24)
    void aResponseThatWaitsForReadingsTooLongRaisesAnAlarm() {
        GridEventId event = new GridEventId(UUID.fromString("0192f7a0-0000-7000-8000-0000000000e7"));
        Slot slot = street.clear(100);
        street.verify(event, slot, Neighbourhood.BUYER, 100, 10, 5, 0);
        now(slot.end().plus(Duration.ofHours(7)));

        eventually(
                () -> given().get("/q/metrics").asString().contains("peerwatt_alarms_total{kind=\"response waits\"}"));
        street.seal(slot.end(), 100, 100);
        eventually(
                () -> count("select count(*) from response where state = 'SETTLED' and event = '" + event + "'") == 1);
    }

    @Test
    @Order(25)
    void anotherGatewayCanNeitherStandInForAMetersOwnNorBreakItsChain() {
        ReadingsSealed before = street.seal(street.clear(0).end(), 0, 0);
        IntervalReading sellers = before.decodedReadings().stream()
                .filter(reading -> reading.meter().equals(Street.meter(Neighbourhood.SELLER)))
                .findFirst()
                .orElseThrow();
        SealMaker breaker = new SealMaker(GatewayId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5f"));
        SealMaker pretender = new SealMaker(GatewayId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c60"));
        chain.registerGateway(breaker);
        chain.registerGateway(pretender);
        Slot slot = street.clear(300);
        street.publish(breaker.after(sellers)
                .read(sellers.meter(), slot.end(), 0, 500, sellers.exported().wattHours())
                .seal(slot.end()));
        street.publish(pretender
                .read(sellers.meter(), slot.start(), 0, 0, 0)
                .read(sellers.meter(), slot.end(), 0, 0, 1)
                .seal(slot.end()));
        eventually(() -> count("select count(*) from seal where state = 'VERIFIED' and gateway in ('"
                        + breaker.gateway() + "', '" + pretender.gateway() + "')")
                == 2);
        street.seal(slot.end(), 300, 300);

        eventually(() -> isFinal(slot));
        assertThat(settlement(slot).orElseThrow().trades().getFirst().settled().wattHours())
                .isEqualTo(300);
    }

    @Test
    @Order(26)
    void aMeterThatLostAReadingDoesNotKeepItsNeighboursFromSettling() {
        Slot slot = street.clear(200);
        MeterId lost = Street.meter(5);
        IntervalReading never = new SealMaker(street.gateway().gateway())
                .read(lost, slot.start(), 0, 1, 1)
                .seal(slot.start())
                .decodedReadings()
                .getFirst();
        street.gateway().after(never).read(lost, slot.end(), 0, 2, 2);
        street.seal(slot.end(), 200, 200);

        eventually(() -> isFinal(slot));
        assertThat(count("select count(*) from reading where meter = '" + lost + "'"))
                .isZero();
        assertThat(count("select count(*) from seal where state = 'VERIFIED' and reason like '%" + lost + "%'"))
                .isEqualTo(1);
        assertThat(given().get("/q/metrics").asString()).contains("peerwatt_alarms_total{kind=\"reading refused\"}");
    }

    @Test
    @Order(27)
    void whatLimitsOfTheGridAddToThePriceReachesTheFundOnChain() {
        long fund = booksBalance().get("demand-response-fund");
        long buyer = available(Neighbourhood.BUYER).orElseThrow();
        Slot slot = street.clear(300, 5);
        street.seal(slot.end(), 300, 200);
        now(slot.end());

        eventually(() -> available(Neighbourhood.BUYER).equals(Optional.of(buyer - 200 * 260_000L)));
        assertThat(booksBalance()).containsEntry("demand-response-fund", fund + 200 * 50_000L);
        Response statement = given().queryParam("after", slot.previous().start().toString())
                .get(COMMUNITY + "/accounts/" + Street.account(Neighbourhood.BUYER) + "/statement");
        assertThat(statement.jsonPath().getLong("lines[0].fees")).isEqualTo(200 * 40_000L);
        assertThat(statement.jsonPath().getLong("lines[0].congestion")).isEqualTo(200 * 50_000L);
        eventually(() -> lines("batches", "").stream()
                .map(text -> read(text, BatchLine.class))
                .anyMatch(batch -> batch.hash() != null
                        && batch.leaves().stream()
                                .anyMatch(leaf -> leaf.slot() == slot.number()
                                        && leaf.payee() == FundPayments.DEMAND_RESPONSE_FUND
                                        && leaf.price().equals(Street.cents(5)))));
        ledgerAndChainAgree();
    }

    private static RequestSpecification asBuyer() {
        return given().auth()
                .oauth2(TestIdentity.token("settlement")
                        .roles("household")
                        .claim("community_id", Street.COMMUNITY.toString())
                        .claim("account_id", Street.account(Neighbourhood.BUYER).toString())
                        .sign());
    }

    private static long rewards(String field) {
        return given().get(REWARDS).jsonPath().getLong(field);
    }

    /** The seller's roof gives 8 kW all through the first slot; one of the reports comes twice. */
    @Test
    @Order(90)
    void keyFiguresAreThoseOfTheStatementAndOfWhatTheHomeMade() throws SQLException, IOException {
        for (int minute = 0; minute <= 15; minute += 3) {
            street.report(Street.SLOT.start().plus(Duration.ofMinutes(minute)), 8_000);
            street.report(Street.SLOT.start().plus(Duration.ofMinutes(minute)), 8_000);
        }
        String period = "/kpis?from=" + Street.SLOT.start() + "&to=" + Street.SLOT.end();
        String seller = COMMUNITY + "/accounts/" + Street.account(Neighbourhood.SELLER) + period;
        eventually(() -> given().get(seller).jsonPath().getInt("kpis.ownUse.slots") == 1);

        JsonPath own = given().get(seller).jsonPath();
        assertThat(own.getLong("kpis.sold")).isEqualTo(900);
        assertThat(own.getLong("kpis.exported")).isEqualTo(1_200);
        assertThat(own.getLong("kpis.benefit")).isEqualTo(900 * (170_000L - 80_000L));
        assertThat(own.getInt("kpis.keptPermille")).isEqualTo(1_000);
        assertThat(own.getLong("kpis.ownUse.generated")).isEqualTo(2_000);
        assertThat(own.getLong("kpis.ownUse.consumed")).isEqualTo(800);
        assertThat(own.getInt("kpis.ownUse.selfSufficiencyPermille")).isEqualTo(1_000);
        assertThat(own.getInt("kpis.ownUse.selfConsumptionPermille")).isEqualTo(400);

        JsonPath all = given().get(COMMUNITY + period).jsonPath();
        assertThat(all.getInt("kpis.members")).isEqualTo(2);
        assertThat(all.getLong("kpis.welfare")).isEqualTo(900 * (300_000L - 80_000L - 40_000L));
        assertThat(all.getInt("kpis.localSharePermille")).as("900 of 900 Wh").isEqualTo(1_000);
        assertThat(all.getInt("kpis.keptPermille"))
                .as("of 1,000 Wh the seller gave all and the buyer took 900")
                .isEqualTo(950);
        assertThat(all.<String>get("account")).isNull();
        assertThat(backfilled())
                .as("what the migration makes of settlements from before")
                .isZero();
        assertThat(given().get(COMMUNITY + "/kpis?from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z")
                        .jsonPath()
                        .getList("violations.field"))
                .containsExactly("from");
    }

    @TestFactory
    @Order(100)
    Stream<DynamicTest> everybodySeesWhatIsTheirs() {
        return new Access(base).tests();
    }

    private void now(Instant time) {
        MarketTimeFile.write(clock, time);
    }

    private static void eventually(BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(condition::getAsBoolean);
    }

    private static Optional<SlotSettlement> settlement(Slot slot) {
        Response response = given().get(COMMUNITY + "/slots/" + slot.start());
        return response.statusCode() == 404
                ? Optional.empty()
                : Optional.of(read(response.asString(), SlotSettlement.class));
    }

    private static boolean isFinal(Slot slot) {
        return settlement(slot)
                .filter(settled -> settled.state() == State.FINAL)
                .isPresent();
    }

    private static Optional<Long> available(int home) {
        AccountId account = Street.account(home);
        Response response = given().get(COMMUNITY + "/accounts/" + account + "/balance");
        return response.statusCode() == 404
                ? Optional.empty()
                : Optional.of(response.jsonPath().getLong("available"));
    }

    private static List<Map<String, Object>> batches() {
        return given().queryParam("limit", 1_000).get("/v1/batches").as(new TypeRef<>() {});
    }

    private static String batchState(long number) {
        return given().get("/v1/batches/" + number).jsonPath().getString("state");
    }

    private static boolean mined(long number) {
        return given().get("/v1/batches/" + number).jsonPath().getString("hash") != null;
    }

    private static long attempts(String business) {
        return count("select count(*) from chain_attempt a join chain_tx t on t.id = a.tx where t.business_key like '"
                + business + "/%'");
    }

    /** What somebody did to the database behind the service's back. */
    private static int change(String sql) {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rows in which the figures that settling wrote differ from those that the migration would have made. */
    private static int backfilled() throws SQLException, IOException {
        String migration;
        try (InputStream file = SettlementThreadTest.class.getResourceAsStream("/db/migration/V14__member_slots.sql")) {
            migration = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table again (like member_slot)");
            statement.execute(migration
                    .substring(migration.indexOf("insert into member_slot"))
                    .replace("insert into member_slot", "insert into again"));
            try (ResultSet rows = statement.executeQuery(
                    "select count(*) from ((select * from again except"
                            + " select * from member_slot) union all (select * from member_slot except select * from again)) d")) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static Connection database() throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }

    /** For what the service keeps to itself. */
    private static long count(String sql) {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<BatchLine> line(long number) {
        return lines("batches", "?after=" + (number - 1)).stream()
                .map(text -> read(text, BatchLine.class))
                .findFirst();
    }

    private static List<String> lines(String file, String query) {
        return given().get("/v1/audit/" + Street.COMMUNITY + "/" + file + query)
                .asString()
                .lines()
                .toList();
    }

    private static Map<String, Long> booksBalance() {
        Map<String, Long> balance = given().get(COMMUNITY + "/trial-balance").as(new TypeRef<>() {});
        assertThat(balance.values().stream().mapToLong(Long::longValue).sum()).isZero();
        return balance;
    }

    private static List<Long> escrowParts(Map<String, Long> balance) {
        return List.of(balance.get("escrow"), balance.get("grid-fund"), balance.get("chain"));
    }

    private static void ledgerAndChainAgree() {
        long from = given().get("/v1/reconciliation").jsonPath().getLong("block");
        eventually(() -> given().get("/v1/reconciliation").jsonPath().getLong("block") > from
                && given().get("/v1/reconciliation")
                        .jsonPath()
                        .getList("differences")
                        .isEmpty());
    }

    private List<BalancesChanged> balanceEvents() {
        List<BalancesChanged> events = kafka.all(Topics.BALANCES_CHANGED).stream()
                .map(record -> read(new String(record.value(), StandardCharsets.UTF_8), BalancesChanged.class))
                .toList();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).sequence()).as("sequence without a gap").isEqualTo(i + 1);
        }
        return events;
    }

    private List<String> reasons(String topic) {
        return kafka.all(topic + Topics.DEAD_LETTER_SUFFIX).stream()
                .map(record -> Kafka.header(record, "dead-letter-reason"))
                .toList();
    }

    private static JsonPath registry(String of) {
        return given().auth()
                .oauth2(TestIdentity.token("settlement").roles("installer").sign())
                .get("/v1/registry/" + of)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException(json, e));
        }
    }
}
