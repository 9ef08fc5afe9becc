package energy.peerwatt.gridservice.event;

import energy.peerwatt.gridservice.dispatch.domain.Progress;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A household in a call, with what was frozen when it was published.
 *
 * @param revision of the last order to its device
 * @param optedOutAt absent if it takes part
 */
public record Participation(
        GridEventId event,
        AccountId account,
        MeterId meter,
        GatewayId gateway,
        DispatchId dispatch,
        Power rated,
        Energy storage,
        Power expected,
        int revision,
        Progress progress,
        @Nullable Instant optedOutAt,
        @Nullable ShownBaseline baseline) {

    /** Whether its device may be at work. */
    public boolean isCalled() {
        return optedOutAt == null && !progress.isRefused();
    }

    /** Why nothing it does counts; null if it does. */
    public @Nullable String exclusion() {
        if (optedOutAt != null) {
            return "OPTED_OUT";
        }
        return progress.isRefused() ? "DISPATCH_REFUSED: " + progress.reason() : null;
    }

    GridEventChanged.Participant told() {
        return new GridEventChanged.Participant(account, meter, dispatch, expected);
    }
}
