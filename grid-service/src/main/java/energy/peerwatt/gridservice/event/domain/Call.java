package energy.peerwatt.gridservice.event.domain;

import energy.peerwatt.messages.event.GridEventChanged.State;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call and where it stands.
 *
 * @param version counts its changes from 1
 * @param terms as published, but for an end that was brought forward
 * @param terminatedAt when its operator stopped it; absent if nobody did
 */
public record Call(
        GridEventId id,
        int version,
        State state,
        CallTerms terms,
        Duration slot,
        Instant publishedAt,
        @Nullable Instant terminatedAt) {

    public static Call published(GridEventId id, CallTerms terms, Duration slot, Instant now) {
        return new Call(id, 1, State.PUBLISHED, terms, slot, now, null);
    }

    /** The next state that time alone brings; empty while there is none. */
    public Optional<Call> due(Instant now) {
        return switch (state) {
            case PUBLISHED -> now.isBefore(terms.start()) ? Optional.empty() : Optional.of(in(State.ACTIVE));
            case ACTIVE -> now.isBefore(terms.end()) ? Optional.empty() : Optional.of(in(State.ENDED));
            case ENDED, VERIFIED, CANCELLED, FAILED -> Optional.empty();
        };
    }

    /**
     * Stopped by its operator: before the start it never was; after it the slot that runs is its last, and what was
     * delivered counts.
     *
     * @return empty where the state does not allow it
     */
    public Optional<Call> terminated(Instant now) {
        return switch (state) {
            // By the clock and not by the ticker, which may not have come yet: devices work from the start on.
            case PUBLISHED ->
                Optional.of(
                        now.isBefore(terms.start())
                                ? stopped(State.CANCELLED, terms, now)
                                : stopped(State.ACTIVE, shortened(now), now));
            case ACTIVE ->
                terminatedAt != null ? Optional.empty() : Optional.of(stopped(State.ACTIVE, shortened(now), now));
            case ENDED, VERIFIED, CANCELLED, FAILED -> Optional.empty();
        };
    }

    /** @throws IllegalStateException unless it has ended */
    public Call verified() {
        return after(State.ENDED, State.VERIFIED);
    }

    /**
     * Nobody's response could be measured.
     *
     * @throws IllegalStateException unless it has ended
     */
    public Call failed() {
        return after(State.ENDED, State.FAILED);
    }

    /** Whether devices may still be at work for it. */
    public boolean isOpen() {
        return switch (state) {
            case PUBLISHED, ACTIVE -> true;
            case ENDED, VERIFIED, CANCELLED, FAILED -> false;
        };
    }

    private CallTerms shortened(Instant now) {
        Instant slotEnd = Slot.containing(now.isBefore(terms.start()) ? terms.start() : now, slot)
                .end();
        return slotEnd.isBefore(terms.end()) ? terms.endingAt(slotEnd) : terms;
    }

    private Call after(State required, State next) {
        if (state != required) {
            throw new IllegalStateException(
                    "call " + id + " must be " + required + " to be " + next + " but is " + state);
        }
        return in(next);
    }

    private Call in(State next) {
        return new Call(id, version + 1, next, terms, slot, publishedAt, terminatedAt);
    }

    private Call stopped(State next, CallTerms remaining, Instant now) {
        return new Call(id, version + 1, next, remaining, slot, publishedAt, now);
    }
}
