package energy.peerwatt.orderbook.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.bundle.MandateLine;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.KeccakTree;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.TradingDomain;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.time.Slot;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A household lets the agent trade, can show later that it was asked, and ends it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class MandateTest {
    private static final TradingDomain DOMAIN = new TradingDomain(31_337);

    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void anOrderOfTheAgentIsProvedByMandateBatchAndPath() throws Exception {
        Instant slot =
                Slot.containing(clock.instant(), Duration.ofMinutes(15)).next().end();
        Instant gate = slot.minus(Duration.ofMinutes(5));
        Street street = new Street(bootstrap).open(slot, "SCARCITY");
        MeterId sunny = new MeterId(UUID.randomUUID());
        MeterId shady = new MeterId(UUID.randomUUID());
        MeterId alone = new MeterId(UUID.randomUUID());
        AccountId seller = street.member(sunny, Street.RULES);
        AccountId buyer = street.member(shady, Street.RULES);
        AccountId without = street.member(alone, Street.RULES);
        given().delete(street.base + "/members/" + without + "/mandate").then().statusCode(204);
        street.fund(1_000_000_000L, seller, buyer, without);
        for (MeterId meter : Set.of(sunny, shady, alone)) {
            report(meter, gate.minus(Duration.ofMinutes(3)), meter.equals(sunny) ? -4_000 : 2_000);
        }
        clock.advanceTo(gate.minus(Duration.ofMinutes(2)));
        await().until(() -> street.balance(buyer, "reserved") == 500 * 280_000L);
        clock.advanceTo(gate);
        await().until(() -> !audit(street, "books").isEmpty());

        BookLine book = Json.mapper().readValue(audit(street, "books"), BookLine.class);
        MandateLine line = Json.mapper().readValue(audit(street, "mandates"), MandateLine.class);
        assertThat(book.book().orders())
                .hasSize(2)
                .noneMatch(order -> order.account().equals(without));
        assertThat(line.slot().start()).isEqualTo(slot);
        assertThat(line.mandates()).hasSize(2).allMatch(mandate -> mandate.isByItsOwner(DOMAIN));
        assertThat(line.batches()).hasSize(1);
        assertThat(line.proofs()).hasSize(2);
        for (MandateLine.Proof proof : line.proofs()) {
            Hash32 root = line.batches().getFirst().batch().root();
            assertThat(KeccakTree.verify(proof.leaf(line.slot()).hash(), proof.path(), root))
                    .isTrue();
            assertThat(book.book().orders())
                    .anyMatch(order -> order.leafHash(book.book().slot())
                            .equals(proof.leaf(line.slot()).hash()));
        }
        assertThat(line.batches().getFirst().signer(DOMAIN))
                .contains(line.mandates().getFirst().mandate().agentKey());

        String own = given().get(
                        street.base + "/orders/" + line.proofs().getLast().order() + "/proof")
                .asString();
        MandateLine alike = Json.mapper().readValue(own, MandateLine.class);
        assertThat(alike.proofs()).containsExactly(line.proofs().getLast());
        assertThat(alike.mandates()).hasSize(1);
    }

    @Test
    void aWalletThatIsNotTheMembersIsNamed() throws Exception {
        Street street = new Street(bootstrap)
                .open(Slot.containing(clock.instant(), Duration.ofMinutes(15)).end(), "SCARCITY");
        AccountId anna = street.member();
        AccountId ben = street.member();
        String path = "/members/" + anna + "/mandate";
        assertThat(given().get(street.base + path).jsonPath().getString("state"))
                .isEqualTo("NONE");

        JsonPath foreign = street.put(path, street.mandate(ben))
                .then()
                .statusCode(422)
                .extract()
                .jsonPath();
        assertThat(foreign.getList("violations.code")).containsExactly("owner-not-the-wallet");
        String forged = street.mandate(anna).replaceFirst("\"nonce\":0", "\"nonce\":1");
        JsonPath other =
                street.put(path, forged).then().statusCode(422).extract().jsonPath();
        assertThat(other.getList("violations.code")).containsExactly("signature-not-the-owners");
        assertThat(other.getString("violations[0].message"))
                .contains(Street.wallet(anna).address());
        JsonPath malformed = street.put(path, "{\"mandate\": {\"owner\": \"me\", \"more\": 1}}")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath();
        assertThat(malformed.getList("violations.field"))
                .contains("signature", "mandate.owner", "mandate.more", "mandate.nonce", "mandate.validUntil");
        String agent = street.mandate(anna)
                .replaceFirst("\"agentKey\":\"0x[0-9a-f]{40}\"", "\"agentKey\":\"0x" + "1".repeat(40) + "\"");
        assertThat(street.put(path, agent)
                        .then()
                        .statusCode(422)
                        .extract()
                        .jsonPath()
                        .getString("violations[0].message"))
                .contains("the agent that trades here is 0x");

        street.put(path, street.mandate(anna, 3)).then().statusCode(204);
        JsonPath given = given().get(street.base + path).jsonPath();
        assertThat(given.getString("state")).isEqualTo("VALID");
        assertThat(given.getLong("toSign.nonce")).isEqualTo(4);
        assertThat(street.put(path, street.mandate(anna, 2))
                        .then()
                        .statusCode(422)
                        .extract()
                        .jsonPath()
                        .getList("violations.code"))
                .containsExactly("nonce-too-low");
        given().delete(street.base + path).then().statusCode(204);
        assertThat(given().get(street.base + path).jsonPath().getString("state"))
                .isEqualTo("WITHDRAWN");
    }

    private static String audit(Street street, String file) {
        return given().get("/v1/audit/" + street.community + "/" + file).asString();
    }

    private void report(MeterId meter, Instant at, long watts) {
        new Topic(bootstrap, Topics.TELEMETRY_REPORTED)
                .send(
                        meter.toString(),
                        EventTypes.TELEMETRY_REPORTED,
                        new TelemetryReported(
                                new GatewayId(new UUID(1, 1)),
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
}
