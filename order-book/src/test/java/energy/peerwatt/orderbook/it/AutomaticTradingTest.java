package energy.peerwatt.orderbook.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Households set rules and watch; their telemetry and the clock do the rest. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AutomaticTradingTest {
    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void rulesAndTelemetryBecomeOrdersShortlyBeforeTheGate() throws Exception {
        Instant slot =
                Slot.containing(clock.instant(), Duration.ofMinutes(15)).next().end();
        Instant gate = slot.minus(Duration.ofMinutes(5));
        Street street = new Street(bootstrap).open(slot, "SCARCITY");
        MeterId sunny = new MeterId(UUID.randomUUID());
        MeterId shady = new MeterId(UUID.randomUUID());
        AccountId seller = street.member(sunny, Street.RULES);
        AccountId buyer = street.member(shady, Street.RULES);
        AccountId byHand = street.member();
        street.fund(1_000_000_000L, seller, buyer, byHand);
        new Topic(bootstrap, Topics.TELEMETRY_REPORTED)
                .send("nonsense", EventTypes.TELEMETRY_REPORTED, "[]".getBytes(StandardCharsets.UTF_8));
        for (int minute = 12; minute >= 3; minute--) {
            report(sunny, gate.minus(Duration.ofMinutes(minute)), -4_000);
            report(shady, gate.minus(Duration.ofMinutes(minute)), 2_000);
        }
        // The consumer has no door to look through; the dead letter says that it came past the nonsense.
        new Topic(bootstrap, "telemetry-reported-dead-letter").await("nonsense", letters -> !letters.isEmpty());
        Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);

        clock.advanceTo(gate.minus(Duration.ofMinutes(2)));
        Awaitility.await().until(() -> street.balance(buyer, "reserved") == 500 * 280_000L);
        clock.advanceTo(gate);
        Awaitility.await()
                .until(() -> !given().get("/v1/audit/" + street.community + "/books")
                        .asString()
                        .isEmpty());

        BookLine line = Json.mapper()
                .readValue(
                        given().get("/v1/audit/" + street.community + "/books").asString(), BookLine.class);
        assertThat(line.book().orders())
                .extracting(SealedBook.Order::account, SealedBook.Order::side, SealedBook.Order::energy)
                .containsExactlyInAnyOrder(
                        tuple(seller, Side.SELL, new Energy(1_000)), tuple(buyer, Side.BUY, new Energy(500)));
        ClearingResult.Fill fill = line.result().fills().getFirst();
        assertThat(fill.energy()).isEqualTo(new Energy(500));
        assertThat(fill.price())
                .as("between 9 ct and 26 ct (28 less the fee of 2), a third of the way: 500 wanted, 1,000 offered")
                .isEqualTo(new Price(146_667));
    }

    @Test
    void whoIsHeardLateStillTradesBeforeTheGate() throws Exception {
        Instant slot =
                Slot.containing(clock.instant(), Duration.ofMinutes(15)).next().end();
        Instant gate = slot.minus(Duration.ofMinutes(5));
        Street street = new Street(bootstrap).open(slot, "SCARCITY");
        MeterId prompt = new MeterId(UUID.randomUUID());
        MeterId late = new MeterId(UUID.randomUUID());
        AccountId first = street.member(prompt, Street.RULES);
        AccountId second = street.member(late, Street.RULES);
        street.fund(1_000_000_000L, first, second);
        report(prompt, gate.minus(Duration.ofMinutes(3)), 2_000);

        clock.advanceTo(gate.minus(Duration.ofMinutes(2)));
        Awaitility.await().until(() -> street.balance(first, "reserved") == 500 * 280_000L);
        assertThat(street.balance(second, "reserved")).isZero();
        report(late, gate.minus(Duration.ofMinutes(3)), 1_000);

        Awaitility.await().until(() -> street.balance(second, "reserved") == 250 * 280_000L);
        assertThat(street.balance(first, "reserved"))
                .as("whose turn is over stays as it is")
                .isEqualTo(500 * 280_000L);
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
