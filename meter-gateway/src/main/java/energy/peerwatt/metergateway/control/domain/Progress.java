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
    private Instant applyAt = Instant.MIN;
    private Instant retryAt = Instant.MIN;
    private Instant renewAt = Instant.MAX;
    private Instant observedBy = Instant.MAX;
    private Instant revertedAt;
    private int failures;
    private @Nullable String lastFailure;

    private Progress(Instant revertedAt) {
        this.revertedAt = revertedAt;
    }

    /**
     * @param dispatch as it is when the gateway begins to look after it
     * @param reversion of a set-point that an earlier process may have written just before
     */
    public static Progress of(Dispatch dispatch, Instant now, Duration reversion) {
        Progress progress = new Progress(now.plus(reversion));
        progress.revision = dispatch.order().revision();
        progress.orphan = dispatch.onDevice() != null;
        return progress;
    }

    /** A higher revision does not wait for what an earlier one waited for. */
    public void concerns(int current) {
        if (revision != current) {
            revision = current;
            succeeded();
            applyAt = Instant.MIN;
        }
    }

    /** The device did not do as told. */
    public void failed(String reason, Instant next) {
        failures++;
        lastFailure = reason;
        retryAt = next;
    }

    /** The device gets no other value before then. */
    public void applyFrom(Instant next) {
        applyAt = next;
    }

    public Instant applyAt() {
        return applyAt;
    }

    /** Writing begins; the device may hold what is written until its timer ends it. */
    public void writing(Instant reverts) {
        revertedAt = reverts;
    }

    /** The device holds it. */
    public void held(Instant renew) {
        succeeded();
        renewAt = renew;
    }

    /** Its power has to follow by then. */
    public void observeUntil(Instant latest) {
        observedBy = latest;
    }

    /** The device is free. */
    public void freed() {
        succeeded();
        orphan = false;
    }

    private void succeeded() {
        failures = 0;
        lastFailure = null;
        retryAt = Instant.MIN;
    }

    /** Whether an earlier process wrote what the device holds. */
    public boolean orphan() {
        return orphan;
    }

    public Instant retryAt() {
        return retryAt;
    }

    public Instant renewAt() {
        return renewAt;
    }

    public Instant observedBy() {
        return observedBy;
    }

    /** When the device's own timer has ended the last thing that was written. */
    public Instant revertedAt() {
        return revertedAt;
    }

    public int failures() {
        return failures;
    }

    public Optional<String> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }
}
