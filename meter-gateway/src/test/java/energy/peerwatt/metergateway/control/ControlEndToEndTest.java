package energy.peerwatt.metergateway.control;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.DispatchReported.State;
import energy.peerwatt.messages.event.DispatchRequested;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.time.MarketClock;
import energy.peerwatt.metergateway.support.StreetHome;
import energy.peerwatt.servers.TestIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** From the signed order in Kafka to the battery, and back to Kafka. */
@QuarkusTest
@QuarkusTestResource(value = ControlResources.class, restrictToAnnotatedClass = true)
class ControlEndToEndTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @ConfigProperty(name = ControlResources.CLOCK)
    String clock;

    StreetHome battery;

    @Test
    void aSignedOrderMovesTheBatteryAndIsReportedStepByStep() throws Exception {
        Instant start = MarketClock.of(Path.of(clock))
                .instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(120);
        DispatchOrder order = ControlRig.discharge(1, 1, 2_700, start, start.plusSeconds(600));
        DispatchRequested signed = DispatchRequested.signed(order, ControlRig.GRID.getPrivate());
        send(order, signed);
        send(order, signed);

        await().atMost(LONG).until(() -> states(order).contains(State.EFFECTIVE));
        assertThat(battery.dischargeWatts()).isEqualTo(2_700);
        asked().get("/v1/controls")
                .then()
                .statusCode(200)
                .body("name", containsInAnyOrder("home-03", "home-01"))
                .body("find { it.name == 'home-03' }.orders", hasSize(1))
                .body("find { it.name == 'home-03' }.orders[0].setW", equalTo(2_700))
                .body("find { it.name == 'home-03' }.orders[0].kind", equalTo("BATTERY_DISCHARGE"))
                .body("find { it.name == 'home-03' }.writes.size()", equalTo(3))
                .body("find { it.name == 'home-03' }.orders[0].stage", equalTo("EFFECTIVE"))
                .body("find { it.name == 'home-03' }.lastResult.state", equalTo("EFFECTIVE"));

        await().atMost(LONG).until(() -> states(order).contains(State.RELEASED));
        assertThat(battery.isFree()).isTrue();
        assertThat(states(order))
                .as("an order that came twice has one effect")
                .containsExactly(State.ACCEPTED, State.APPLIED, State.EFFECTIVE, State.RELEASED);
        assertThat(records(Topics.DISPATCHES_REPORTED)).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo(ControlRig.GATEWAY.toString());
            assertThat(header(record, "ce_type")).isEqualTo(EventTypes.DISPATCH_REPORTED);
        });
        assertThat(given().get("/q/metrics").asString())
                .contains("peerwatt_setpoints_total{state=\"released\"")
                .contains("peerwatt_setpoint_writes_left{")
                .contains("peerwatt_outbox_depth{log=\"dispatches\"");
    }

    @Test
    void whatIsNotToBeDoneIsRefusedWithAReasonOrSetAside() throws Exception {
        Instant start = MarketClock.of(Path.of(clock))
                .instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(7_200);
        DispatchOrder forged = ControlRig.discharge(11, 1, 2_700, start, start.plusSeconds(600));
        DispatchOrder solar = atMeter(ControlRig.discharge(12, 1, 2_700, start, start.plusSeconds(600)));
        await().atMost(LONG).until(() -> asked().get("/v1/gateway").asString().contains("PW-410001"));
        produce(ControlRig.GATEWAY.toString(), "{\"order\": 7}", "1");
        produce("another-gateway", "neither read nor answered", "2");
        send(forged, DispatchRequested.signed(forged, ControlRig.keys().getPrivate()));
        send(solar, DispatchRequested.signed(solar, ControlRig.GRID.getPrivate()));

        await().atMost(LONG)
                .until(() ->
                        states(forged).contains(State.REFUSED) && states(solar).contains(State.REFUSED));
        assertThat(reports(forged).getFirst().reason()).isEqualTo("its signature is not the grid service's");
        assertThat(reports(solar).getFirst().reason()).contains("no SunSpec model 124");
        await().atMost(LONG)
                .until(() -> records(Topics.DISPATCHES_REQUESTED + Topics.DEAD_LETTER_SUFFIX)
                                .size()
                        == 1);
        ConsumerRecord<String, String> letter =
                records(Topics.DISPATCHES_REQUESTED + Topics.DEAD_LETTER_SUFFIX).getFirst();
        assertThat(header(letter, "dead-letter-reason")).startsWith("not a dispatch request");
    }

    @Test
    void linksAndMetersAreThereForWhoLooksAfterThem() {
        await().atMost(LONG)
                .untilAsserted(() -> asked().get("/v1/meters")
                        .then()
                        .statusCode(200)
                        .body("state", everyItem(equalTo("GOOD")))
                        .body("lastTelemetry.quality", hasItem(hasItem("GOOD")))
                        .body("lastReading.seq", hasSize(2)));
        asked().get("/v1/links")
                .then()
                .statusCode(200)
                .body("", hasSize(4))
                .body("requests", everyItem(greaterThan(0)))
                .body("failuresInARow", everyItem(equalTo(0)))
                .body("lastGoodReply", hasSize(4));
    }

    @Test
    void everyGatewayIsAGroupOfItsOwn() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            await().atMost(LONG)
                    .until(() -> admin.listGroups().all().get().stream()
                            .anyMatch(group -> group.groupId().equals("meter-gateway-" + ControlRig.GATEWAY)));
        }
    }

    private static DispatchOrder atMeter(DispatchOrder order) {
        return new DispatchOrder(
                order.dispatch(),
                order.revision(),
                order.event(),
                order.gateway(),
                MeterId.of(ControlResources.METER_WITH_SOLAR),
                order.kind(),
                order.power(),
                order.start(),
                order.end());
    }

    private static RequestSpecification asked() {
        return given().spec(new RequestSpecBuilder()
                .addHeader(
                        "Authorization",
                        "Bearer "
                                + TestIdentity.token("meter-gateway")
                                        .roles("installer")
                                        .sign())
                .build());
    }

    private void send(DispatchOrder order, DispatchRequested request) throws Exception {
        produce(ControlRig.GATEWAY.toString(), Json.mapper().writeValueAsString(request), order.dispatch() + "-1");
    }

    private void produce(String key, String json, String id) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> record = new ProducerRecord<>(Topics.DISPATCHES_REQUESTED, key, json);
            record.headers().add("ce_type", EventTypes.DISPATCH_REQUESTED.getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
        }
    }

    private List<State> states(DispatchOrder order) {
        return reports(order).stream().map(DispatchReported::state).toList();
    }

    private List<DispatchReported> reports(DispatchOrder order) {
        return records(Topics.DISPATCHES_REPORTED).stream()
                .map(record -> parse(record.value()))
                .filter(report -> report.dispatch().equals(order.dispatch()))
                .toList();
    }

    private static DispatchReported parse(String json) {
        try {
            return Json.mapper().readValue(json, DispatchReported.class);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("not a report: " + json, e);
        }
    }

    private List<ConsumerRecord<String, String>> records(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", brokers, "group.id", UUID.randomUUID().toString());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, Duration.ofSeconds(20)).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
