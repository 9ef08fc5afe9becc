package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.evidence.DispatchKind;
import java.time.Instant;

/** What a dispatch needs now. */
public enum Duty {
    NOTHING,
    /** Write the set-point for the first time, or that of a higher revision. */
    APPLY,
    /** See that the device still holds it, and write it again before the device's timer ends it. */
    RENEW,
    /** See whether the power follows. */
    OBSERVE,
    /** Take it off the device, to be applied anew: an earlier process wrote it, its time has moved, or it is another control. */
    RESET,
    /** Take it off the device for good. */
    RELEASE,
    /** Its time is over and nothing is on the device. */
    CLOSE;

    /** @param leaving whether the device goes out of service, so that every order is over */
    public static Duty of(Dispatch dispatch, Progress progress, Instant now, boolean leaving) {
        if (!dispatch.isOpen() || !progress.mayTry(now)) {
            return NOTHING;
        }
        boolean early = now.isBefore(dispatch.order().start());
        boolean over = leaving || dispatch.order().kind() == DispatchKind.RELEASE || !now.isBefore(dispatch.until());
        Dispatch.OnDevice onDevice = dispatch.onDevice();
        if (onDevice == null) {
            if (over) {
                return CLOSE;
            }
            return early ? NOTHING : apply(progress, now);
        }
        if (over || dispatch.stage() == Dispatch.Stage.UNRELEASED) {
            return RELEASE;
        }
        if (early
                || progress.orphan()
                || onDevice.order().kind() != dispatch.order().kind()) {
            return RESET;
        }
        if (onDevice.order().revision() != dispatch.order().revision()) {
            return apply(progress, now);
        }
        return switch (dispatch.stage()) {
            case WAITING, INTENDED -> apply(progress, now);
            case APPLIED -> progress.mustRenew(now) ? RENEW : OBSERVE;
            case EFFECTIVE, NOT_OBSERVED -> progress.mustRenew(now) ? RENEW : NOTHING;
            case UNRELEASED, RELEASED, ABANDONED -> NOTHING;
        };
    }

    private static Duty apply(Progress progress, Instant now) {
        return progress.mayApply(now) ? APPLY : NOTHING;
    }
}
