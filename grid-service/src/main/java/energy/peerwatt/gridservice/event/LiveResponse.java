package energy.peerwatt.gridservice.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.Power;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, promised and is given now. From telemetry, for the picture: what counts is verified later.
 *
 * @param requestedW the call's target
 * @param expectedW of the devices that still take part
 * @param deliveredW baseline minus what the meters show now, summed; absent while the call is not active, or where no
 *     participant has a baseline and fresh telemetry
 * @param participants that still take part
 * @param metered those of them that are summed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveResponse(
        GridEventId event,
        GridEventChanged.State state,
        Instant at,
        Power requestedW,
        Power expectedW,
        @Nullable Power deliveredW,
        int participants,
        int metered) {}
