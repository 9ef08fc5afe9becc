package energy.peerwatt.gridservice.enrolment;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.gridservice.rest.Fields;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a household sends to enrol a device. */
final class EnrolmentRequest {
    private static final UUID NONE = new UUID(0, 0);
    private static final long MOST_WATTS = 10_000_000;
    private static final long MOST_WH = 1_000_000_000;
    /** Clocks differ; a consent from farther ahead is none yet. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private EnrolmentRequest() {}

    static Enrolment read(AccountId account, @Nullable JsonNode body, Instant now) {
        Fields fields = Fields.of(body);
        Enrolment enrolment = new Enrolment(
                account,
                fields.text("meter", MeterId::of, new MeterId(NONE)),
                fields.text("gateway", GatewayId::of, new GatewayId(NONE)),
                fields.text("device", EnrolmentRequest::device, DispatchKind.BATTERY_DISCHARGE),
                new Power(fields.number("ratedW", Fields.between("ratedW", 1, MOST_WATTS), 1L)),
                new Energy(fields.number("storageWh", Fields.between("storageWh", 1, MOST_WH), 1L)),
                fields.text("consentAt", Fields::instant, now));
        if (enrolment.consentAt().isAfter(now.plus(AHEAD))) {
            fields.refuse("consentAt", "consentAt must not lie ahead of " + now + ": " + enrolment.consentAt());
        }
        fields.check();
        return enrolment;
    }

    private static DispatchKind device(String name) {
        if (!name.equals(DispatchKind.BATTERY_DISCHARGE.name())) {
            throw new IllegalArgumentException("device must be " + DispatchKind.BATTERY_DISCHARGE + ": " + name);
        }
        return DispatchKind.BATTERY_DISCHARGE;
    }
}
