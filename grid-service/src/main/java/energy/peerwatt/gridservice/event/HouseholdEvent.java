package energy.peerwatt.gridservice.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.gridservice.event.domain.Call;
import energy.peerwatt.gridservice.verification.domain.VerificationResult;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A household's own part in a call.
 *
 * @param expectedW what its device is asked for
 * @param setPointW what the device was told, + is charge
 * @param observedW what the device was measured at, + is charge
 * @param isFinal whether the call is verified; before, the baseline may still move
 * @param excluded why the part is not rewarded; absent if it is, or that is not known yet
 * @param baselineDays the days the baseline is taken from
 * @param deadBandWh how much of the response is not rewarded, since it may be chance
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HouseholdEvent(
        GridEventId event,
        GridZoneId zone,
        GridEventChanged.State state,
        Instant start,
        Instant end,
        Power expectedW,
        DispatchReported.@Nullable State dispatch,
        @Nullable Power setPointW,
        @Nullable Power observedW,
        boolean optedOut,
        boolean isFinal,
        @Nullable String excluded,
        List<LocalDate> baselineDays,
        long adjustmentWh,
        long deadBandWh,
        List<SlotView> slots,
        @Nullable Energy verifiedWh,
        @Nullable Money currencyRewardNano,
        @Nullable TokenAmount tokenRewardNano) {

    /**
     * @param baselineWh net energy without the call, + is import
     * @param measuredWh net energy; absent before the call is verified
     * @param creditedWh the slot's part of what is rewarded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SlotView(
            Instant start,
            long baselineWh,
            @Nullable Long measuredWh,
            @Nullable Long creditedWh) {}

    static HouseholdEvent of(Call call, Participation one, VerificationResult.@Nullable Line line) {
        ShownBaseline shown = one.baseline();
        return new HouseholdEvent(
                call.id(),
                call.terms().zone(),
                call.state(),
                call.terms().start(),
                call.terms().end(),
                one.expected(),
                one.progress().state(),
                one.progress().setPoint(),
                one.progress().observed(),
                one.optedOutAt() != null,
                line != null,
                line != null ? line.excluded() : expected(one, shown),
                line != null ? line.days() : shown == null ? List.of() : shown.days(),
                line != null ? line.adjustmentWh() : shown == null ? 0 : shown.adjustmentWh(),
                line != null ? line.deadBandWh() : shown == null ? 0 : shown.deadBandWh(),
                line != null
                        ? line.line().slots().stream().map(HouseholdEvent::slot).toList()
                        : before(call, shown),
                line == null ? null : line.line().verified(),
                line == null ? null : line.line().currencyReward(),
                line == null ? null : line.line().tokenReward());
    }

    /** Why there will be no reward as far as it is known before the verification. */
    private static @Nullable String expected(Participation one, @Nullable ShownBaseline shown) {
        String exclusion = one.exclusion();
        return exclusion != null || shown == null ? exclusion : shown.reason();
    }

    private static SlotView slot(SlotResponse slot) {
        return new SlotView(
                slot.slot().start(),
                slot.baseline().wattHours(),
                slot.measured().wattHours(),
                slot.credited().wattHours());
    }

    private static List<SlotView> before(Call call, @Nullable ShownBaseline shown) {
        List<SlotView> slots = new ArrayList<>();
        if (shown != null) {
            Instant start = call.terms().start();
            for (long baseline : shown.slotsWh()) {
                if (start.isBefore(call.terms().end())) {
                    slots.add(new SlotView(start, baseline, null, null));
                }
                start = start.plus(call.slot());
            }
        }
        return slots;
    }
}
