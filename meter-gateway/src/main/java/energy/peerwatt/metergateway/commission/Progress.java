package energy.peerwatt.metergateway.commission;

import energy.peerwatt.metergateway.probe.domain.Finding;
import java.util.List;

/**
 * How far a step that takes its time has come.
 *
 * @param total in the same unit as done: units of a scan, seconds of a measurement
 * @param say what the installer is to see or do now
 * @param found what a scan has found so far
 */
public record Progress(Step step, Condition condition, int done, int total, String say, List<Finding> found) {
    public Progress {
        found = List.copyOf(found);
    }

    /** What takes its time. */
    public enum Step {
        SCAN,
        MEASUREMENT,
        DIRECTION
    }

    /** Whether it still goes on. */
    public enum Condition {
        RUNNING,
        DONE,
        CANCELLED,
        /** It could not be carried out; {@code say} tells why. */
        BROKEN
    }

    static Progress begun(Step step, int total, String say) {
        return new Progress(step, Condition.RUNNING, 0, total, say, List.of());
    }

    Progress at(int doneNow, String sayNow) {
        return new Progress(step, condition, doneNow, total, sayNow, found);
    }

    Progress ended(Condition end, String sayNow) {
        return new Progress(step, end, done, total, sayNow, found);
    }
}
