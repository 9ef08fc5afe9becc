package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.id.DispatchId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a dispatch has come, as its journal tells.
 *
 * @param order its highest accepted revision
 * @param since the last step, market time
 * @param onDevice what the device may hold, perhaps of a lower revision; null if nothing
 * @param until when the device is given back: the order's end, or sooner where the device cannot revert by itself
 * @param reported what others have heard of this revision
 * @param lastReport of any revision
 */
public record Dispatch(
        DispatchOrder order,
        Stage stage,
        Instant since,
        @Nullable OnDevice onDevice,
        Instant until,
        Set<DispatchReported.State> reported,
        @Nullable DispatchReported lastReport) {
    /** Where it stands. */
    public enum Stage {
        /** For its start, or for the device. */
        WAITING,
        /** Writing has begun. */
        INTENDED,
        /** On the device; whether it does it is not known yet. */
        APPLIED,
        EFFECTIVE,
        NOT_OBSERVED,
        /** Over, but the device has not said so. */
        UNRELEASED,
        RELEASED,
        ABANDONED
    }

    /**
     * A set-point and the order it follows.
     *
     * @param device which one holds it; null in journals that do not say
     */
    public record OnDevice(
            DispatchOrder order,
            SetPoint setPoint,
            @Nullable String device) {}

    public Dispatch {
        reported = Set.copyOf(reported);
    }

    /** @param accepted the entry of its acceptance, or of the acceptance of a higher revision */
    static Dispatch accepted(JournalEntry accepted, @Nullable Dispatch before) {
        return new Dispatch(
                accepted.decodedOrder(),
                Stage.WAITING,
                accepted.at(),
                before == null ? null : before.onDevice,
                accepted.decodedOrder().end(),
                Set.of(DispatchReported.State.ACCEPTED),
                accepted.report());
    }

    /** After a later step; it may concern a lower revision, if a higher one was accepted while it was carried out. */
    Dispatch after(JournalEntry entry) {
        return switch (entry.step()) {
            case ACCEPTED -> accepted(entry, this);
            case REFUSED -> this;
            case INTENT -> next(entry, Stage.INTENDED, onDevice(entry)).heldFrom(entry);
            case WRITING -> this;
            case APPLIED -> next(entry, Stage.APPLIED, onDevice(entry));
            case EFFECTIVE -> next(entry, Stage.EFFECTIVE, onDevice);
            case NOT_OBSERVED -> next(entry, Stage.NOT_OBSERVED, onDevice);
            case RESET -> next(entry, Stage.WAITING, null);
            // A lower revision may have been taken off to make room for this one.
            case RELEASED -> next(entry, concerns(entry) ? Stage.RELEASED : Stage.WAITING, null);
            case RELEASE_FAILED -> next(entry, concerns(entry) ? Stage.UNRELEASED : Stage.WAITING, onDevice);
            case ABANDONED -> next(entry, concerns(entry) ? Stage.ABANDONED : stage, onDevice);
        };
    }

    /** Without a timer of its own a device is held from the first intent on, whatever happens to the gateway. */
    private Dispatch heldFrom(JournalEntry intent) {
        SetPoint setPoint = intent.setPoint();
        Instant latest = intent.at().plus(ControlLimits.LONGEST_WITHOUT_REVERSION);
        boolean shorter = setPoint != null && setPoint.reversionSeconds() == 0 && latest.isBefore(until);
        return shorter ? new Dispatch(order, stage, since, onDevice, latest, reported, lastReport) : this;
    }

    /** Whether the device is given back before the order's end. */
    public boolean isShortened() {
        return until.isBefore(order.end());
    }

    private OnDevice onDevice(JournalEntry entry) {
        SetPoint setPoint = entry.setPoint();
        if (setPoint == null) {
            throw new IllegalStateException("the journal has " + entry.step() + " without a set-point");
        }
        String device = entry.device();
        return new OnDevice(
                entry.decodedOrder(), setPoint, device == null && onDevice != null ? onDevice.device : device);
    }

    private Dispatch next(JournalEntry entry, Stage next, @Nullable OnDevice device) {
        DispatchReported report = entry.report();
        Set<DispatchReported.State> heard = reported;
        if (report != null && concerns(entry)) {
            heard = EnumSet.of(report.state());
            heard.addAll(reported);
        }
        return new Dispatch(order, next, entry.at(), device, until, heard, report == null ? lastReport : report);
    }

    private boolean concerns(JournalEntry entry) {
        return entry.decodedOrder().revision() == order.revision();
    }

    public DispatchId id() {
        return order.dispatch();
    }

    public Optional<SetPoint> setPoint() {
        return Optional.ofNullable(onDevice).map(OnDevice::setPoint);
    }

    /** What of an inverter it holds, or is to hold. */
    public Set<Part> parts() {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        Part.of(order.kind()).ifPresent(parts::add);
        if (onDevice != null) {
            Part.of(onDevice.order().kind()).ifPresent(parts::add);
        }
        return parts;
    }

    /** Whether anything remains to be done. */
    public boolean isOpen() {
        return switch (stage) {
            case WAITING, INTENDED, APPLIED, EFFECTIVE, NOT_OBSERVED, UNRELEASED -> true;
            case RELEASED, ABANDONED -> false;
        };
    }

    /** Whether what it holds of the device belongs to it at some time between the two. */
    public boolean claims(Instant from, Instant to) {
        return isOpen() && stage != Stage.UNRELEASED && order.start().isBefore(to) && from.isBefore(order.end());
    }
}
