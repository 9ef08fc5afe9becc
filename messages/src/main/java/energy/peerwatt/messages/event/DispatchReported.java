package energy.peerwatt.messages.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a gateway has come with a dispatch. Every state is reported once per revision, in order of the states; only a
 * release that succeeds at last comes after the one that failed.
 *
 * @param at market time
 * @param setPoint what the device was told after clamping to its nameplate; absent before it was told. A battery's charge
 *     is +, an inverter's output too; a limit of export is - like the export
 * @param observed the measured power that the set-point is about, in the same direction; absent where it was not measured
 * @param until when the device is given back, with {@link State#APPLIED} and only if that is before the order's end
 * @param reason why it was refused, not observed or not released, or held for a shorter time; absent otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DispatchReported(
        DispatchId dispatch,
        int revision,
        GridEventId event,
        GatewayId gateway,
        MeterId meter,
        State state,
        Instant at,
        @Nullable Power setPoint,
        @Nullable Power observed,
        @Nullable Instant until,
        @Nullable String reason) {
    public enum State {
        /** Authorised and journalled; it will be carried out at its start. */
        ACCEPTED,
        /** Not carried out, and will not be. */
        REFUSED,
        /** Written to the device and read back the same. */
        APPLIED,
        /** The measured power follows the set-point, or keeps to the limit. */
        EFFECTIVE,
        /** Applied, but the measured power does not follow in time, or the device has let go of it since. */
        NOT_OBSERVED,
        /** The device is back in its own operation, read back. */
        RELEASED,
        /** The device did not answer to the release; its own reversion timer ends it. */
        RELEASE_FAILED
    }

    /** Of a device that is held to the order's end. */
    public DispatchReported(
            DispatchId dispatch,
            int revision,
            GridEventId event,
            GatewayId gateway,
            MeterId meter,
            State state,
            Instant at,
            @Nullable Power setPoint,
            @Nullable Power observed,
            @Nullable String reason) {
        this(dispatch, revision, event, gateway, meter, state, at, setPoint, observed, null, reason);
    }

    public DispatchReported {
        Objects.requireNonNull(dispatch, "dispatch is missing");
        Objects.requireNonNull(event, "event is missing");
        Objects.requireNonNull(gateway, "gateway is missing");
        Objects.requireNonNull(meter, "meter is missing");
        Objects.requireNonNull(state, "state is missing");
        Objects.requireNonNull(at, "at is missing");
        if (revision < 1) {
            throw new IllegalArgumentException("revision counts from 1: " + revision);
        }
    }
}
