package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.control.domain.ControlLimits;
import energy.peerwatt.metergateway.control.domain.ControlTalk;
import energy.peerwatt.metergateway.control.domain.Dispatch;
import energy.peerwatt.metergateway.control.domain.DispatchBook;
import energy.peerwatt.metergateway.control.domain.Part;
import energy.peerwatt.metergateway.control.domain.Progress;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Carries out the dispatches of one home. Every look does what is due now in market time; between looks nothing happens.
 * What an earlier process left on a device is taken off before anything else. For one thread.
 */
final class HomeKeeper {
    private final MeterId meter;
    private final DispatchBook book;
    private final Clock clock;
    private final ControlLimits limits;
    private final DutyWork work;
    private final Map<DispatchId, Progress> progress = new HashMap<>();
    private volatile boolean leaving;

    /** @param controls what the home's devices can be told */
    HomeKeeper(
            MeterId meter,
            Map<DispatchKind, ControlTalk> controls,
            DispatchBook book,
            StepRecorder recorder,
            Clock clock,
            ControlLimits limits) {
        this.meter = meter;
        this.book = book;
        this.clock = clock;
        this.limits = limits;
        this.work = new DutyWork(meter, controls, book, recorder, clock, limits, () -> leaving);
        // What is on the device now was written by an earlier process.
        book.of(meter).stream().filter(Dispatch::isOpen).forEach(this::progressOf);
    }

    /** From now on every order is over: what is set is taken off, what waits is given up. */
    void leave() {
        leaving = true;
    }

    /** The home's devices are in service after all. */
    void stay() {
        leaving = false;
    }

    /** Whether nothing is set on the devices any more, as far as they have said so, and nothing waits to be. */
    boolean isDone() {
        return book.of(meter).stream().noneMatch(Dispatch::isOpen);
    }

    /** Does what is due. */
    void look() throws InterruptedException, IOException {
        Set<Part> held = EnumSet.noneOf(Part.class);
        for (Dispatch dispatch : book.of(meter)) {
            if (!dispatch.isOpen()) {
                progress.remove(dispatch.id());
            } else if (Collections.disjoint(held, dispatch.parts()) && !isReplaced(dispatch)) {
                work.perform(dispatch, progressOf(dispatch));
                // The next one for the same part of the device has to wait until that is free.
                held.addAll(holds(dispatch));
            }
        }
    }

    private Set<Part> holds(Dispatch dispatch) {
        return book.find(dispatch.id())
                .filter(now -> now.stage() != Dispatch.Stage.UNRELEASED)
                .filter(now -> now.onDevice() != null)
                .map(Dispatch::parts)
                .orElse(Set.of());
    }

    /** Whether what it could not be released from is another one's by now. */
    private boolean isReplaced(Dispatch dispatch) {
        Instant now = clock.instant();
        return dispatch.stage() == Dispatch.Stage.UNRELEASED
                && book.of(meter).stream()
                        .anyMatch(other -> !other.id().equals(dispatch.id())
                                && !Collections.disjoint(other.parts(), dispatch.parts())
                                && other.claims(now, now.plusSeconds(1)));
    }

    private Progress progressOf(Dispatch dispatch) {
        Progress its = progress.computeIfAbsent(
                dispatch.id(), _ -> Progress.of(dispatch, clock.instant(), limits.reversion()));
        its.concerns(dispatch.order().revision());
        return its;
    }
}
