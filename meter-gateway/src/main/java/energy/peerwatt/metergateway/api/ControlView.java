package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.control.domain.ControlLimits;
import energy.peerwatt.metergateway.control.domain.Dispatch;
import energy.peerwatt.metergateway.control.domain.DispatchBook;
import energy.peerwatt.metergateway.control.domain.WriteLedger;
import energy.peerwatt.metergateway.device.Device;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The set-points of one home. Times are market time.
 *
 * @param endpoint of its inverter, left out where there is none
 * @param writes how often registers of the inverter were written lately
 * @param orders those that are not done, the earliest start first
 * @param lastResult what was reported last of any order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ControlView(
        MeterId meterId,
        String name,
        @Nullable String endpoint,
        List<OrderView> orders,
        List<WriteLedger.Spent> writes,
        @Nullable ResultView lastResult) {

    /**
     * One order.
     *
     * @param requestedW without direction
     * @param setW as the device was told, without direction; left out while it was not
     * @param since when it is as it is
     * @param until the device is released
     * @param shortened why that is before the order's end; left out where it is not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OrderView(
            DispatchId dispatchId,
            int revision,
            GridEventId eventId,
            DispatchKind kind,
            Dispatch.Stage stage,
            long requestedW,
            @Nullable Long setW,
            Instant since,
            Instant start,
            Instant until,
            @Nullable String shortened) {
        private static final String NO_TIMER = "the device has no reversion timer and is held for "
                + ControlLimits.LONGEST_WITHOUT_REVERSION.toMinutes() + " minutes at most";

        static OrderView of(Dispatch dispatch) {
            return new OrderView(
                    dispatch.id(),
                    dispatch.order().revision(),
                    dispatch.order().event(),
                    dispatch.order().kind(),
                    dispatch.stage(),
                    dispatch.order().power().watts(),
                    dispatch.setPoint().map(setPoint -> setPoint.watts()).orElse(null),
                    dispatch.since(),
                    dispatch.order().start(),
                    dispatch.until(),
                    dispatch.isShortened() ? NO_TIMER : null);
        }
    }

    /** What was reported. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ResultView(
            DispatchId dispatchId,
            int revision,
            DispatchReported.State state,
            Instant at,
            @Nullable String reason) {
        static ResultView of(DispatchReported report) {
            return new ResultView(report.dispatch(), report.revision(), report.state(), report.at(), report.reason());
        }
    }

    static ControlView of(Device device, DispatchBook book, Instant now) {
        List<Dispatch> all = book.of(device.meter());
        Optional<DispatchReported> last = all.stream()
                .map(Dispatch::lastReport)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(DispatchReported::at));
        return new ControlView(
                device.meter(),
                device.name(),
                device.inverter()
                        .map(inverter -> inverter.endpoint().toString())
                        .orElse(null),
                all.stream().filter(Dispatch::isOpen).map(OrderView::of).toList(),
                book.writes().spent(device.meter(), now),
                last.map(ResultView::of).orElse(null));
    }
}
