package energy.peerwatt.metergateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.DeviceRegistration;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.support.TestMeter;
import energy.peerwatt.servers.TestIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayResources.class)
class MeterGatewayTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String ADDRESS = "0x00000000000000000000000000000000000000AA";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @ConfigProperty(name = GatewayResources.METER_ONE_PORT)
    int port;

    TestMeter one;

    @BeforeEach
    void callAsAService() {
        RestAssured.authentication = RestAssured.oauth2(
                TestIdentity.token("meter-gateway").roles("service").sign());
    }

    @Test
    void registerTelemetryAndSealedEnergyAgree() throws Exception {
        await().atMost(LONG).until(() -> !sealed().isEmpty());
        long before = lastOf(sealed()).imported().wattHours();
        // Half a kilowatt-hour more is plausible, and a single shows it exactly.
        float target = before / 1000f + 0.5f;
        one.counters(target, 50.25f);
        BigDecimal register = new BigDecimal(read(0x48)).multiply(BigDecimal.valueOf(1000));
        long expected = register.longValueExact();
        await().atMost(LONG).until(() -> lastOf(sealed()).imported().wattHours() == expected);

        List<IntervalReading> chain = chain(sealed());
        long sold = 0;
        for (int i = 1; i < chain.size(); i++) {
            assertThat(chain.get(i).seq()).isEqualTo(chain.get(i - 1).seq() + 1);
            assertThat(chain.get(i).previous()).isEqualTo(chain.get(i - 1).hash());
            sold += chain.get(i).imported().minus(chain.get(i - 1).imported()).wattHours();
        }
        assertThat(sold).isEqualTo(expected - chain.getFirst().imported().wattHours());
        TelemetryReported telemetry = telemetry().getLast();
        assertThat(telemetry.imported().wattHours()).isEqualTo(expected);
        assertThat(telemetry.exported().wattHours()).isEqualTo(50_250);
        assertThat(telemetry.gridW().watts()).isEqualTo(-1500);
        assertThat(telemetry.generationW()).isNull();
    }

    @Test
    void sealsVerifyWithTheKeyThatRestShows() {
        await().atMost(LONG).until(() -> sealed().size() >= 2);
        JsonPath gateway =
                given().get("/v1/gateway").then().statusCode(200).extract().jsonPath();
        P256.Point key = key(gateway);

        List<ReadingsSealed> events = sealed();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).violations(key.key())).isEmpty();
            Hash32 before =
                    i == 0 ? Hash32.ZERO : events.get(i - 1).decodedSeal().hash();
            assertThat(events.get(i).decodedSeal().previous()).isEqualTo(before);
        }
        assertThat(gateway.getString("gatewayId")).isEqualTo(GatewayResources.GATEWAY);
        assertThat(gateway.getList("meters.name")).containsExactly("home-01", "home-02");
        assertThat(gateway.getList("meters.serial")).containsExactly("1001", "1002");
        assertThat(gateway.getList("meters.state")).containsOnly("GOOD");
    }

    @Test
    void eventsAreCloudEventsInBinaryMode() {
        await().atMost(LONG).until(() -> !records(Topics.READINGS_SEALED).isEmpty());
        ConsumerRecord<String, String> record = records(Topics.READINGS_SEALED).getFirst();

        assertThat(record.key()).isEqualTo(GatewayResources.GATEWAY);
        assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(record, "ce_type")).isEqualTo(EventTypes.READINGS_SEALED);
        assertThat(header(record, "ce_source")).isEqualTo("/meter-gateway");
        assertThat(header(record, "ce_subject")).isEqualTo(GatewayResources.GATEWAY);
        assertThat(UUID.fromString(header(record, "ce_id")).version()).isEqualTo(8);
        assertThat(Instant.parse(header(record, "ce_time"))).isAfter(Instant.parse("2026-06-21T09:59:59Z"));
        assertThat(header(record, "content-type")).isEqualTo("application/json");
    }

    @Test
    void registrationsAreSignedForTypedValuesOnly() {
        JsonPath gateway = given().get("/v1/gateway").jsonPath();
        P256.Point key = key(gateway);
        Hash32 meta = new Hash32("0x" + "ab".repeat(32));
        Instant deadline = Instant.parse("2030-01-01T00:00:00Z");
        DeviceRegistration.Domain domain = new DeviceRegistration.Domain(31337, ADDRESS);

        String forGateway = given().contentType(ContentType.JSON)
                .body(Map.of(
                        "chainId",
                        31337,
                        "registry",
                        ADDRESS,
                        "host",
                        ADDRESS,
                        "metaHash",
                        meta.hex(),
                        "nonce",
                        0,
                        "deadline",
                        deadline.toString()))
                .post("/v1/gateway/registration-signature")
                .then()
                .statusCode(200)
                .extract()
                .path("signature");
        DeviceRegistration registration = new DeviceRegistration.Gateway(
                GatewayId.of(GatewayResources.GATEWAY), ADDRESS, key, meta, BigInteger.ZERO, deadline);
        assertThat(P256.verifyDigest(key.key(), registration.digest(domain), bytes(forGateway)))
                .isTrue();

        String forMeter = given().contentType(ContentType.JSON)
                .body(Map.of(
                        "chainId",
                        31337,
                        "registry",
                        ADDRESS,
                        "owner",
                        ADDRESS,
                        "metaHash",
                        meta.hex(),
                        "nonce",
                        "7",
                        "validFrom",
                        deadline.getEpochSecond(),
                        "deadline",
                        deadline.toString()))
                .post("/v1/meters/" + GatewayResources.HOME_ONE + "/registration-signature")
                .then()
                .statusCode(200)
                .extract()
                .path("signature");
        DeviceRegistration meter = new DeviceRegistration.Meter(
                MeterId.of(GatewayResources.HOME_ONE),
                GatewayId.of(GatewayResources.GATEWAY),
                ADDRESS,
                meta,
                deadline,
                BigInteger.valueOf(7),
                deadline);
        assertThat(P256.verifyDigest(key.key(), meter.digest(domain), bytes(forMeter)))
                .isTrue();
    }

    @Test
    void everyViolationIsNamedAtOnce() {
        given().contentType(ContentType.JSON)
                .body("""
                        {"chainId": -1, "registry": "0x12", "host": 7, "metaHash": "ab", "nonce": "-1"}
                        """)
                .post("/v1/gateway/registration-signature")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body(
                        "violations.field",
                        containsInAnyOrder("chainId", "registry", "host", "metaHash", "nonce", "deadline"));
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/meters/" + GatewayResources.HOME_ONE + "/registration-signature")
                .then()
                .statusCode(400)
                .body("violations", hasSize(7));
        given().contentType(ContentType.JSON)
                .body("[1]")
                .post("/v1/gateway/registration-signature")
                .then()
                .statusCode(400)
                .body("violations", hasSize(1));
        given().contentType(ContentType.JSON)
                .body("{")
                .post("/v1/gateway/registration-signature")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void metersOfOthersAreNotKnownHere() {
        given().get("/v1/meters/nonsense/telemetry")
                .then()
                .statusCode(400)
                .body("violations.field", containsInAnyOrder("id"));
        given().get("/v1/meters/0190b3c4-8a7e-7d10-9c55-2f6e1a3bffff/readings")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().get("/v1/meters/" + GatewayResources.HOME_TWO + "/readings?limit=0")
                .then()
                .statusCode(400)
                .body("violations.field", containsInAnyOrder("limit"));
    }

    @Test
    void readyAndCounted() {
        await().atMost(LONG)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(given().get("/q/metrics").asString())
                        .contains("peerwatt_modbus_requests_total")
                        .contains("peerwatt_modbus_connections_total")
                        .contains("peerwatt_outbox_depth")
                        .contains("peerwatt_boundary_lateness_seconds"));
        await().atMost(LONG)
                .untilAsserted(() -> given().get("/v1/meters/" + GatewayResources.HOME_TWO + "/telemetry")
                        .then()
                        .statusCode(200)
                        .body("gridW", equalTo(700)));
    }

    private List<ReadingsSealed> sealed() {
        return records(Topics.READINGS_SEALED).stream()
                .map(record -> parse(record.value(), ReadingsSealed.class))
                .toList();
    }

    private List<TelemetryReported> telemetry() {
        return records(Topics.TELEMETRY_REPORTED).stream()
                .filter(record -> record.key().equals(GatewayResources.HOME_ONE))
                .map(record -> parse(record.value(), TelemetryReported.class))
                .toList();
    }

    private List<ConsumerRecord<String, String>> records(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                brokers,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic, Duration.ofSeconds(20)).stream()
                    .map(info -> new org.apache.kafka.common.TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static List<IntervalReading> chain(List<ReadingsSealed> events) {
        return events.stream()
                .flatMap(event -> event.decodedReadings().stream())
                .filter(reading -> reading.meter().toString().equals(GatewayResources.HOME_ONE))
                .toList();
    }

    private static IntervalReading lastOf(List<ReadingsSealed> events) {
        return chain(events).getLast();
    }

    /** The register as a client of another library sees it. */
    private float read(int address) throws Exception {
        ModbusTcpClient client = ModbusTcpClient.create(NettyTcpClientTransport.create(
                configuration -> configuration.setHostname("127.0.0.1").setPort(port)));
        client.connect();
        try {
            return ByteBuffer.wrap(client.readInputRegisters(1, new ReadInputRegistersRequest(address, 2))
                            .registers())
                    .getFloat();
        } finally {
            client.disconnect();
        }
    }

    private static P256.Point key(JsonPath gateway) {
        return new P256.Point(new Hash32(gateway.getString("keyX")), new Hash32(gateway.getString("keyY")));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex, 2, hex.length());
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static <T> T parse(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("not a " + type.getSimpleName() + ": " + json, e);
        }
    }
}
