package energy.peerwatt.metergateway.commission;

import static energy.peerwatt.metergateway.commission.Visit.installer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.MeterGateway;
import energy.peerwatt.metergateway.Restart;
import energy.peerwatt.metergateway.support.CommissioningSite;
import energy.peerwatt.metergateway.support.FakeRegistry;
import energy.peerwatt.servers.TestIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A gateway without any meter, until an installer comes: what he puts into service is sealed without a restart. */
@QuarkusTest
@QuarkusTestResource(
        value = CommissioningResources.class,
        initArgs = @ResourceArg(name = CommissioningResources.EMPTY, value = "yes"),
        restrictToAnnotatedClass = true)
class ActivationApiTest {
    private static final MeterId METER = MeterId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4e01");
    private static final long ANOTHER_DEVICE = 21_990_007;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @Inject
    MeterGateway gateway;

    CommissioningSite site;
    FakeRegistry registry;

    @Test
    void aMeterIsSealedFromItsActivationToItsRetirementThroughRestartsAndAnExchange() throws Exception {
        JsonPath own = installer()
                .get("/v1/gateway")
                .then()
                .body("meters", empty())
                .extract()
                .jsonPath();
        registry.registerGateway(new P256.Point(new Hash32(own.getString("keyX")), new Hash32(own.getString("keyY"))));
        Visit visit = new Visit(site.meter()::kettle, registry, METER.toString());
        Map<String, Object> address = Map.of("url", "tcp://127.0.0.1:" + site.meterPort(), "unit", 1);

        visit.all(address);
        awaitReadings(2);
        assertThat(sealed()).allMatch(reading -> reading.quality().contains(Quality.GOOD));
        assertThat(sealed().getFirst().imported().wattHours())
                .isGreaterThanOrEqualTo(visit.view().getLong("binding.start.plusWh"));
        installer().get("/v1/meters").then().body("[0].meterId", equalTo(METER.toString()));

        Restart.of(gateway);
        awaitReadings(sealed().size() + 2);

        take(visit, "/suspension", "SUSPENDED");
        Restart.of(gateway);
        installer().get("/v1/gateway").then().body("meters", empty());
        IntervalReading last = awaitFarewell();
        installer().delete(visit.at() + "/suspension").then().body("state", equalTo("ACTIVE"));
        awaitReadings(sealed().size() + 2);
        assertThat(sealed().stream()
                        .filter(reading -> reading.seq() == last.seq())
                        .toList())
                .hasSize(1);

        installer()
                .body(Map.of("reason", "broken"))
                .post(visit.at() + "/replacement")
                .then()
                .body("state", equalTo("REPLACING"));
        awaitFarewell();
        site.meter().serial(ANOTHER_DEVICE);
        visit.all(address);
        await().atMost(Visit.LONG).until(() -> sealed().getLast().epoch() == 1);
        installer().get("/v1/gateway").then().body("meters[0].serial", equalTo(Long.toString(ANOTHER_DEVICE)));

        installer()
                .body(Map.of("reason", "the house is gone"))
                .post(visit.at() + "/retirement")
                .then()
                .body("state", equalTo("RETIRED"));
        installer().get("/v1/gateway").then().body("meters", empty());
        awaitFarewell();
        assertWhole(sealed());
        assertThat(history(CommissioningResources.ACCOUNT)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("seq"))
                .hasSize(sealed().size());
        history("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4a99").then().statusCode(404);
        installer().get("/v1/meters/" + METER + "/links").then().statusCode(200);
    }

    /** What a household is shown of the past. */
    private static Response history(String account) {
        return given().auth()
                .oauth2(TestIdentity.token("meter-gateway")
                        .roles("household")
                        .claim("account_id", account)
                        .sign())
                .get("/v1/meters/" + METER + "/readings?limit=1000");
    }

    private void take(Visit visit, String step, String state) {
        installer()
                .body(Map.of("reason", "the house is rebuilt"))
                .put(visit.at() + step)
                .then()
                .statusCode(200)
                .body("state", equalTo(state));
    }

    private void awaitReadings(int count) {
        await().atMost(Visit.LONG).until(() -> sealed().size() >= count);
    }

    /** Its last reading, of the first boundary after it was taken out of service. */
    private IntervalReading awaitFarewell() throws IOException {
        await().atMost(Visit.LONG).until(() -> !sealed().getLast().quality().contains(Quality.GOOD));
        return sealed().getLast();
    }

    private static void assertWhole(List<IntervalReading> chain) {
        for (int i = 1; i < chain.size(); i++) {
            IntervalReading before = chain.get(i - 1);
            assertThat(chain.get(i).seq()).isEqualTo(before.seq() + 1);
            assertThat(chain.get(i).previous()).isEqualTo(before.hash());
            assertThat(chain.get(i).boundary()).isEqualTo(before.boundary().plus(Duration.ofMinutes(5)));
            assertThat(chain.get(i).imported()).isGreaterThanOrEqualTo(before.imported());
        }
        assertThat(chain.getFirst().seq()).isEqualTo(1);
    }

    /** What came out of the broker, in the order of its boundaries. */
    private List<IntervalReading> sealed() throws IOException {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.READINGS_SEALED, Duration.ofSeconds(20)).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Set<IntervalReading> found = new LinkedHashSet<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    Json.mapper().readValue(record.value(), ReadingsSealed.class).decodedReadings().stream()
                            .filter(reading -> reading.meter().equals(METER))
                            .forEach(found::add);
                }
            }
            return List.copyOf(found);
        }
    }
}
