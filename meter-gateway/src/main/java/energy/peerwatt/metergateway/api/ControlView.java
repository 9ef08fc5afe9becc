package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.control.domain.Dispatch;
import energy.peerwatt.metergateway.control.domain.DispatchBook;
import energy.peerwatt.metergateway.device.Device;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The set-points of one home with an inverter. Times are market time.
 *
 * @param orders those that are not done, the earliest start first
 * @param lastResult what was reported last of any order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ControlView(
        MeterId meterId,
        String name,
        String endpoint,
        List<OrderView> orders,
        @Nullable ResultView lastResult) {

    /**
     * One order.
     *
     * @param requestedW of discharge
     * @param setW of discharge, as the device was told; left out while it was not
     * @param since when it is as it is
     * @param until the device is released
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OrderView(
            DispatchId dispatchId,
            int revision,
            GridEventId eventId,
            Dispatch.Stage stage,
            long requestedW,
            @Nullable Long setW,
            Instant since,
            Instant start,
            Instant until) {
        static OrderView of(Dispatch dispatch) {
            return new OrderView(
                    dispatch.id(),
                    dispatch.order().revision(),
                    dispatch.order().event(),
                    dispatch.stage(),
                    dispatch.order().power().watts(),
                    dispatch.setPoint().map(setPoint -> setPoint.watts()).orElse(null),
                    dispatch.since(),
                    dispatch.order().start(),
                    dispatch.order().end());
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

    static ControlView of(Device device, Device.Inverter inverter, DispatchBook book) {
        List<Dispatch> all = book.of(device.meter());
        Optional<DispatchReported> last = all.stream()
                .map(Dispatch::lastReport)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(DispatchReported::at));
        return new ControlView(
                device.meter(),
                device.name(),
                inverter.endpoint().toString(),
                all.stream().filter(Dispatch::isOpen).map(OrderView::of).toList(),
                last.map(ResultView::of).orElse(null));
    }
}
