package energy.peerwatt.orderbook.it;

import static energy.peerwatt.orderbook.it.Street.order;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failed commits, zombies, lost databases and nonsense in the log: nothing is lost, nothing happens twice. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CrashTest {
    private static final long ONE = 1_000_000_000L;

    @Inject
    TestClock clock;

    @Inject
    AgroalDataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    private Street street;
    private Instant slot;
    private AccountId anna;
    private AccountId ben;

    @BeforeEach
    void openAStreet() {
        slot = Slot.containing(clock.instant(), Duration.ofMinutes(15)).next().end();
        street = new Street(bootstrap).open(slot, "SCARCITY");
        anna = street.member();
        ben = street.member();
        street.fund(ONE, anna, ben);
    }

    @Test
    void aCommitThatFailsIsTriedAgainWithBooksFromTheDatabase() throws SQLException {
        execute("""
                CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN
                    IF NEW.energy_wh = 777 THEN RAISE EXCEPTION 'the disk is full'; END IF; RETURN NEW;
                END $$ LANGUAGE plpgsql""");
        execute("CREATE TRIGGER full_disk BEFORE INSERT ON book_order FOR EACH ROW EXECUTE FUNCTION refuse()");
        String first = send(order(ben, "BUY", slot, 777, 100_000));
        String second = send(order(ben, "BUY", slot, 10, 100_000));

        Awaitility.await()
                .during(Duration.ofMillis(700))
                .until(() -> given().get(first).statusCode() == 404);
        execute("DROP TRIGGER full_disk ON book_order");
        execute("DROP FUNCTION refuse");

        Awaitility.await().until(() -> given().get(second).statusCode() == 200);
        given().get(first).then().body("state", equalTo("ACCEPTED"));
        assertThat(street.balance(ben, "reserved"))
                .as("each order is reserved once, however often it was tried")
                .isEqualTo(787 * 100_000L);
    }

    @Test
    void aWriterThatLostItsPartitionStoresNothingAndForgetsWhatItThought() throws SQLException {
        execute("UPDATE partition_offset SET next_offset = next_offset + 1 WHERE partition ="
                + " (SELECT partition FROM community WHERE id = '" + street.community + "')");

        String done = send(order(ben, "BUY", slot, 10, 100_000));

        street.place(order(ben, "SELL", slot, 5, 100_000)).then().statusCode(201);
        given().get(done).then().statusCode(404);
        assertThat(street.balance(ben, "reserved")).isZero();
    }

    @Test
    void theLogGivesTheSameHashesAgainFromAnEmptyDatabase() throws SQLException {
        street.put("/zones/" + Street.ZONE, """
                {"localFeeMicroPerKwh": 30000, "effectiveFrom": "%s"}""".formatted(slot.plus(Duration.ofMinutes(15))))
                .then()
                .statusCode(204);
        street.place(order(anna, "SELL", slot, 1_000, 100_000)).then().statusCode(201);
        street.place(order(ben, "BUY", slot, 700, 250_000)).then().statusCode(201);
        clock.advanceTo(slot.plus(Duration.ofMinutes(30)));
        Awaitility.await().until(() -> sealed().size() == 3);
        List<String> before = sealed();
        // Of this community: the others' logs are replayed too, on other partitions and in their own time.
        String ownEvents = "SELECT count(*) FROM outbox WHERE key = '" + street.community + "'";
        long events = count(ownEvents);

        // With all that refers to a community: mandates and what stands under them.
        execute("TRUNCATE community, zone, closed_zone, member, balance, reservation, book_order, sealed_book, trade,"
                + " processed_command, outbox, outbox_stream, slot_change, market_change CASCADE");
        execute("UPDATE partition_offset SET next_offset = 0");
        street.put("/zones/" + Street.ZONE, "{\"localFeeMicroPerKwh\": 20000}");

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sealed().size() == 3);
        assertThat(sealed()).isEqualTo(before);
        assertThat(count(ownEvents)).isEqualTo(events);
        new Topic(bootstrap, Topics.SLOTS_CLEARED)
                .await(
                        street.community.toString(),
                        records -> records.stream()
                                        .filter(record ->
                                                Topic.header(record, "ce_type").equals(EventTypes.SLOT_CLEARED))
                                        .map(record -> Topic.header(record, "ce_id"))
                                        .sorted()
                                        .toList()
                                        .size()
                                == 6);
    }

    @Test
    void nonsenseInTheLogGoesToTheDeadLettersAndTheBookGoesOn() {
        Topic commands = new Topic(bootstrap, "book-commands");
        String key = street.community.toString();
        commands.send(key, "energy.peerwatt.order-book.place-orders.v1", "{\"id\":".getBytes(StandardCharsets.UTF_8));
        commands.send(key, "energy.peerwatt.order-book.buy-the-moon.v1", "{}".getBytes(StandardCharsets.UTF_8));
        commands.send(key, "energy.peerwatt.order-book.place-orders.v1", """
                {"id": "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d", "community": "%s",
                 "issuedAt": "+1000000000-12-31T23:59:59Z", "orders": [{"id": "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5e",
                 "account": "%s", "zone": "street", "side": "SELL", "slotStart": "%s", "energyWh": 1,
                 "limitMicroPerKwh": 0}]}""".formatted(key, anna, slot)
                .getBytes(StandardCharsets.UTF_8));

        street.place(order(anna, "SELL", slot, 5, 100_000)).then().statusCode(201);

        List<ConsumerRecord<String, byte[]>> letters =
                new Topic(bootstrap, "book-commands-dead-letter").await(key, records -> records.size() >= 3);
        assertThat(letters)
                .extracting(letter -> Topic.header(letter, "dead-letter-reason"))
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("cannot be read"),
                        reason -> assertThat(reason).contains("buy-the-moon"),
                        reason -> assertThat(reason).contains("DateTimeException"));
    }

    @Test
    void aGateThatWasToldToCloseTooEarlyClosesInTime() {
        for (Instant start : List.of(slot.plus(Duration.ofMinutes(15)), slot)) {
            BookCommand early = BookCommand.CloseGate.of(street.community, start, clock.instant());
            new Topic(bootstrap, "book-commands")
                    .send(street.community.toString(), "energy.peerwatt.order-book.close-gate.v1", early);
        }
        street.place(order(anna, "SELL", slot, 5, 100_000)).then().statusCode(201);
        assertThat(sealed()).isEmpty();

        clock.advanceTo(slot.plus(Duration.ofMinutes(10)));

        Awaitility.await().until(() -> sealed().size() == 2);
    }

    @Test
    void whatTheDatabaseCannotKeepGoesToTheDeadLettersAndTheBookGoesOn() {
        Topic commands = new Topic(bootstrap, "book-commands");
        String key = street.community.toString();
        String type = "energy.peerwatt.order-book.place-orders.v1";
        String place = """
                {"id": "%s", "community": "%s", "issuedAt": "%s", "orders": [{"id": "%s", "account": "%s",
                 "zone": "street", "side": "SELL", "slotStart": "%s", "energyWh": 1, "limitMicroPerKwh": 0}]}""";
        byte[] beyondTheDatabase = place.formatted(
                        UUID.randomUUID(), key, "+300000-01-01T00:00:00Z", UUID.randomUUID(), anna, slot)
                .getBytes(StandardCharsets.UTF_8);
        byte[] beyondTheYears = place.formatted(
                        UUID.randomUUID(), key, clock.instant(), UUID.randomUUID(), anna, "2200-01-01T00:00:00Z")
                .getBytes(StandardCharsets.UTF_8);
        commands.send(key, type, beyondTheDatabase);
        commands.send(key, "no\0type", new byte[950_000]);
        commands.send(key, type, beyondTheYears);

        street.place(order(anna, "SELL", slot, 5, 100_000)).then().statusCode(201);

        List<ConsumerRecord<String, byte[]>> letters =
                new Topic(bootstrap, "book-commands-dead-letter").await(key, records -> records.size() >= 3);
        assertThat(letters)
                .extracting(letter -> Topic.header(letter, "dead-letter-reason"))
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("the database refuses it: 22"),
                        reason -> assertThat(reason).contains("notype"),
                        reason -> assertThat(reason).contains("1970 to 2199"));
        assertThat(letters.get(0).value()).isEqualTo(beyondTheDatabase);
        assertThat(letters.get(1).value()).hasSize(900_000);
    }

    @Test
    void aMalformedBalanceGoesToTheDeadLettersAndTheNextOneCounts() {
        Topic balances = new Topic(bootstrap, Topics.BALANCES_CHANGED);
        balances.send(
                street.community.toString(),
                EventTypes.BALANCES_CHANGED,
                "{\"sequence\": \"many\"}".getBytes(StandardCharsets.UTF_8));

        street.fund(2 * ONE, ben);

        List<ConsumerRecord<String, byte[]>> letters = new Topic(bootstrap, "balances-changed-dead-letter")
                .await(street.community.toString(), records -> !records.isEmpty());
        assertThat(Topic.header(letters.getFirst(), "dead-letter-reason")).contains("balances cannot be read");
    }

    @Test
    void aRepeatedCommandHasNoSecondEffect() {
        Topic commands = new Topic(bootstrap, "book-commands");
        String command = """
                {"id": "%s", "community": "%s", "issuedAt": "%s", "orders": [{"id": "%s", "account": "%s",
                 "zone": "street", "side": "BUY", "slotStart": "%s", "energyWh": 10, "limitMicroPerKwh": 100000}]}""".formatted(
                        new UUID(7, slot.getEpochSecond()),
                        street.community,
                        clock.instant(),
                        new UUID(8, slot.getEpochSecond()),
                        ben,
                        slot);
        for (int i = 0; i < 3; i++) {
            commands.send(
                    street.community.toString(),
                    "energy.peerwatt.order-book.place-orders.v1",
                    command.getBytes(StandardCharsets.UTF_8));
        }

        street.place(order(anna, "SELL", slot, 5, 100_000)).then().statusCode(201);
        assertThat(street.balance(ben, "reserved")).isEqualTo(10 * 100_000L);
    }

    /** @return where to look after it */
    private String send(String body) {
        return given().contentType("application/json")
                .body("[" + body + "]")
                .post(street.base + "/orders")
                .path("[0].location");
    }

    private List<String> sealed() {
        return given().get("/v1/audit/" + street.community + "/books")
                .asString()
                .lines()
                .toList();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String sql) throws SQLException {
        List<Long> counts = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                counts.add(result.getLong(1));
            }
        }
        return counts.getFirst();
    }
}
