package energy.peerwatt.gridservice.it;

import energy.peerwatt.gridservice.history.SealMaker;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.ToLongFunction;

/** What order book, gateway and provisioning say of a small street. */
final class Neighbourhood {
    static final Duration SLOT = Duration.ofMinutes(15);

    private final Kafka kafka;
    private final CommunityId community;
    private final SealMaker gateway = new SealMaker(Street.GATEWAY);
    private final Map<Integer, Long> imported = new HashMap<>();

    Neighbourhood(Kafka kafka, CommunityId community) {
        this.kafka = kafka;
        this.community = community;
    }

    void defineMember(int home) {
        kafka.event(
                Topics.MEMBERS_DEFINED,
                community.toString(),
                EventTypes.MEMBER_DEFINED,
                UUID.randomUUID(),
                Street.MORNING,
                new MemberDefined(
                        community,
                        Street.account(home),
                        "0x" + "%040x".formatted(home),
                        Street.meter(home),
                        Street.FEEDER,
                        new Price(80_000),
                        new Price(300_000)));
    }

    void defineZones() {
        Requests.as("grid-operator")
                .body("{\"community\":\"%s\",\"localFeeMicroPerKwh\":40000,\"importLimitW\":63000}"
                        .formatted(community))
                .put("/grid/v1/zones/" + Street.SUBSTATION)
                .then()
                .statusCode(200);
        Requests.as("grid-operator")
                .body("{\"community\":\"%s\",\"parent\":\"%s\",\"localFeeMicroPerKwh\":30000}"
                        .formatted(community, Street.SUBSTATION))
                .put("/grid/v1/zones/" + Street.FEEDER)
                .then()
                .statusCode(200);
    }

    static String enrolment(int home) {
        return "{\"meter\":\"%s\",\"gateway\":\"%s\",\"device\":\"BATTERY_DISCHARGE\",\"ratedW\":2000,\"storageWh\":5000,\"consentAt\":\"%s\"}"
                .formatted(Street.meter(home), Street.GATEWAY, Street.MORNING);
    }

    /** 45 days, and the day itself until now. */
    void importHistory(int home, Instant now, ToLongFunction<LocalDate> net) {
        StringJoiner slots = new StringJoiner(",", "{\"slots\":[", "]}");
        Instant from = now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .minusDays(45)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        for (Instant start = from; !start.plus(SLOT).isAfter(now); start = start.plus(SLOT)) {
            slots.add("{\"start\":\"%s\",\"lengthSeconds\":900,\"netWh\":%d}"
                    .formatted(
                            start, net.applyAsLong(start.atZone(ZoneOffset.UTC).toLocalDate())));
        }
        Requests.as("service")
                .body(slots.toString())
                .put("/grid/v1/history/" + Street.meter(home))
                .then()
                .statusCode(200);
    }

    void telemetry(int home, Instant at, long watts) {
        kafka.event(
                Topics.TELEMETRY_REPORTED,
                Street.meter(home).toString(),
                EventTypes.TELEMETRY_REPORTED,
                UUID.randomUUID(),
                at,
                new TelemetryReported(
                        Street.GATEWAY,
                        Street.meter(home),
                        at,
                        new Power(watts),
                        Energy.ZERO,
                        Energy.ZERO,
                        null,
                        null,
                        null,
                        Set.of(Quality.GOOD)));
    }

    /** Homes that import these amounts in the slot up to the boundary. */
    ReadingsSealed seal(Instant boundary, Map<Integer, Long> wattHours) {
        wattHours.forEach(
                (home, wh) -> gateway.read(Street.meter(home), boundary, 0, imported.merge(home, wh, Long::sum), 0));
        ReadingsSealed sealed = gateway.seal(boundary);
        publish(sealed);
        return sealed;
    }

    void publish(ReadingsSealed sealed) {
        kafka.event(
                Topics.READINGS_SEALED,
                Street.GATEWAY.toString(),
                EventTypes.READINGS_SEALED,
                UUID.randomUUID(),
                Street.MORNING,
                sealed);
    }
}
