package energy.peerwatt.appbackend.live.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A household's own part of a demand-response call.
 *
 * @param expectedW what its device is asked for
 * @param device how far its device has come; absent before it reported
 * @param result absent until the response is verified
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OwnCall(
        GridEventId event,
        GridEventChanged.State state,
        Instant start,
        Instant end,
        long expectedW,
        DispatchReported.@Nullable State device,
        @Nullable String deviceReason,
        @Nullable Result result) {
    /** Whether the household may still leave it: it is not over, and its device has not been released. */
    public boolean open() {
        boolean runs = state == GridEventChanged.State.PUBLISHED || state == GridEventChanged.State.ACTIVE;
        return runs && device != DispatchReported.State.RELEASED && device != DispatchReported.State.REFUSED;
    }

    /** @param slots baseline against measured, + is import */
    public record Result(
            String baselinePolicy,
            Energy verified,
            Money currencyReward,
            TokenAmount tokenReward,
            List<ResponseVerified.SlotResponse> slots) {}
}
