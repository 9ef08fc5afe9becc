package energy.peerwatt.appbackend.live.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A demand-response call as its operator sees it: sums over the participants, never one of them.
 *
 * @param targetW how much less the zone shall import
 * @param participants how many are asked
 * @param expectedW what their devices are asked for together
 * @param applied how many devices were told and read back
 * @param effective how many were seen to follow
 * @param failed how many refused, or do not follow
 * @param verifiedWh absent until the response is verified, as all that follows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallInSum(
        GridEventId event,
        GridEventChanged.State state,
        GridZoneId zone,
        long targetW,
        Instant start,
        Instant end,
        Money currencyBudget,
        TokenAmount tokenBudget,
        int participants,
        long expectedW,
        int applied,
        int effective,
        int failed,
        @Nullable Long verifiedWh,
        @Nullable Money currencyRewards,
        @Nullable TokenAmount tokenRewards,
        @Nullable String baselinePolicy) {}
