package energy.peerwatt.gridservice.dispatch.domain;

import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.DispatchReported.State;
import energy.peerwatt.messages.quantity.Power;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a dispatch has come, as its gateway reports it.
 *
 * @param revision of the last report; 0 before the first
 * @param state of the last report; absent before the first
 * @param applied whether the device was ever told
 */
public record Progress(
        int revision,
        @Nullable State state,
        boolean applied,
        @Nullable Power setPoint,
        @Nullable Power observed,
        @Nullable String reason) {
    public static final Progress NONE = new Progress(0, null, false, null, null, null);

    /** What a report changes; empty if it is not newer, so that repeated and late ones do nothing. */
    public Optional<Progress> after(DispatchReported report) {
        boolean newer = report.revision() > revision
                || (report.revision() == revision && (state == null || isAfter(report.state(), state)));
        return newer
                ? Optional.of(new Progress(
                        report.revision(),
                        report.state(),
                        applied || isAtWork(report.state()),
                        report.setPoint() == null ? setPoint : report.setPoint(),
                        report.observed() == null ? observed : report.observed(),
                        report.reason()))
                : Optional.empty();
    }

    /** A device that could not be released may be released later. */
    private static boolean isAfter(State next, State state) {
        return state == State.RELEASE_FAILED
                ? next == State.RELEASED
                : next.compareTo(state) > 0 && state != State.RELEASED;
    }

    /** Whether the device never did anything for the call. */
    public boolean isRefused() {
        return state == State.REFUSED && !applied;
    }

    private static boolean isAtWork(State state) {
        return switch (state) {
            case APPLIED, EFFECTIVE, NOT_OBSERVED -> true;
            case ACCEPTED, REFUSED, RELEASED, RELEASE_FAILED -> false;
        };
    }
}
