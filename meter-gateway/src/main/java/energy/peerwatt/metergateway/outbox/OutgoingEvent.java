package energy.peerwatt.metergateway.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record as others see it. Everything follows from the record's bytes, so that a record that goes out twice is the same
 * event twice.
 *
 * @param id of the event
 * @param type one of {@link EventTypes}
 * @param key the thing whose order matters, also the event's subject
 * @param time market time
 */
public record OutgoingEvent(UUID id, String type, String key, Instant time, String json) {
    /** Of a picture what others have to know before they look at it. */
    private record Picture(MeterId meter, Instant at) {}

    /** The part of a dispatch's step that others hear of. */
    private record Reporting(@Nullable DispatchReported report) {}

    /** The event of a record; records that concern only this gateway have none. */
    public static Optional<OutgoingEvent> of(LogRecord record) {
        String json = new String(record.payload(), StandardCharsets.UTF_8);
        UUID id = Uuids.version8(Hashing.sha256(record.payload()));
        try {
            return switch (record.type()) {
                case SEALED -> {
                    Seal seal =
                            Json.mapper().readValue(json, ReadingsSealed.class).decodedSeal();
                    yield Optional.of(new OutgoingEvent(
                            id, EventTypes.READINGS_SEALED, seal.gateway().toString(), seal.boundary(), json));
                }
                case TELEMETRY -> {
                    Picture picture = Json.mapper().readValue(json, Picture.class);
                    yield Optional.of(new OutgoingEvent(
                            id, EventTypes.TELEMETRY_REPORTED, picture.meter().toString(), picture.at(), json));
                }
                case DISPATCH_STEP ->
                    Optional.ofNullable(Json.mapper()
                                    .readValue(json, Reporting.class)
                                    .report())
                            .map(report -> new OutgoingEvent(
                                    id,
                                    EventTypes.DISPATCH_REPORTED,
                                    report.gateway().toString(),
                                    report.at(),
                                    text(report)));
                case METER_BOUND, SNAPSHOT, DISPATCH_SNAPSHOT, INSTALLER_TASK, KEY_ROTATION, COMMISSIONING_STEP ->
                    Optional.empty();
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a log record is no event: " + record, e);
        }
    }

    private static String text(DispatchReported report) {
        try {
            return Json.mapper().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + report, e);
        }
    }
}
