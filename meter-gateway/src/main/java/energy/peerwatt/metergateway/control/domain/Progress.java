package energy.peerwatt.metergateway.control.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a running gateway remembers of a dispatch beside the journal; lost with the process. All times are market time. For
 * one thread.
 */
public final class Progress {
    private int revision;
    private boolean orphan;
    private Wait apply = Wait.NONE;
    private Wait retry = Wait.NONE;
    private Wait renew = Wait.NONE;
    private Wait observe = Wait.NONE;
    private Wait revert;
    private int failures;
    private @Nullable String lastFailure;

    private Progress(Wait revert) {
        this.revert = revert;
    }

    /**
     * @param dispatch as it is when the gateway begins to look after it
     * @param reversion of a set-point that an earlier process may have written just before
     */
    public static Progress of(Dispatch dispatch, Instant now, Duration reversion) {
        Duration timer = dispatch.setPoint()
                .map(setPoint -> Duration.ofSeconds(setPoint.reversionSeconds()))
                .filter(own -> own.compareTo(reversion) > 0)
                .orElse(reversion);
        Progress progress = new Progress(Wait.from(now, timer));
        progress.revision = dispatch.order().revision();
        progress.orphan = dispatch.onDevice() != null;
        return progress;
    }

    /** A higher revision does not wait for what an earlier one waited for. */
    public void concerns(int current) {
        if (revision != current) {
            revision = current;
            succeeded();
            apply = Wait.NONE;
        }
    }

    /** The device did not do as told. */
    public void failed(String reason, Instant now, Duration next) {
        failures++;
        lastFailure = reason;
        retry = Wait.from(now, next);
    }

    /** The device gets no other value before that has passed. */
    public void applyAfter(Instant now, Duration interval) {
        apply = Wait.from(now, interval);
    }

    boolean mayApply(Instant now) {
        return apply.isOver(now);
    }

    /** Writing begins; the device may hold what is written until its timer ends it. */
    public void writing(Instant now, Duration timer) {
        revert = Wait.from(now, timer);
    }

    /** The device holds it. */
    public void held(Instant now, Duration renewal) {
        succeeded();
        renew = Wait.from(now, renewal);
    }

    boolean mustRenew(Instant now) {
        return renew.isOver(now);
    }

    /** Its power has to follow by then. */
    public void observeFor(Instant now, Duration longest) {
        observe = Wait.from(now, longest);
    }

    public boolean observedLongEnough(Instant now) {
        return observe.isOver(now);
    }

    /** The device is free. */
    public void freed() {
        succeeded();
        orphan = false;
    }

    private void succeeded() {
        failures = 0;
        lastFailure = null;
        retry = Wait.NONE;
    }

    /** Whether an earlier process wrote what the device holds. */
    public boolean orphan() {
        return orphan;
    }

    boolean mayTry(Instant now) {
        return retry.isOver(now);
    }

    /** Whether the device's own timer has ended the last thing that was written. */
    public boolean reverted(Instant now) {
        return revert.isOver(now);
    }

    /** Whether half of the device's timer has run since it was last written. */
    public boolean halfSpent(Instant now) {
        return new Wait(
                        revert.since(),
                        revert.since()
                                .plus(Duration.between(revert.since(), revert.until())
                                        .dividedBy(2)))
                .isOver(now);
    }

    /** When the device's own timer ends the last thing that was written. */
    public Instant reverts() {
        return revert.until();
    }

    public int failures() {
        return failures;
    }

    public Optional<String> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }
}
