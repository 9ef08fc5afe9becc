package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.event.DispatchReported.State;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.StepRecorder.Details;
import energy.peerwatt.metergateway.control.domain.BatteryTalk;
import energy.peerwatt.metergateway.control.domain.BatteryTalk.Offer;
import energy.peerwatt.metergateway.control.domain.ControlLimits;
import energy.peerwatt.metergateway.control.domain.Dispatch;
import energy.peerwatt.metergateway.control.domain.DispatchBook;
import energy.peerwatt.metergateway.control.domain.Duty;
import energy.peerwatt.metergateway.control.domain.JournalEntry.Step;
import energy.peerwatt.metergateway.control.domain.Progress;
import energy.peerwatt.metergateway.control.domain.SetPoint;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the dispatches of one home's battery. Every look does what is due now in market time; between looks nothing
 * happens. What an earlier process left on the device is taken off before anything else. For one thread.
 */
final class BatteryKeeper {
    private static final Logger LOG = Logger.getLogger(BatteryKeeper.class);

    private final MeterId meter;
    private final BatteryTalk battery;
    private final DispatchBook book;
    private final StepRecorder recorder;
    private final Clock clock;
    private final ControlLimits limits;
    private final Map<DispatchId, Progress> progress = new HashMap<>();

    BatteryKeeper(
            MeterId meter,
            BatteryTalk battery,
            DispatchBook book,
            StepRecorder recorder,
            Clock clock,
            ControlLimits limits) {
        this.meter = meter;
        this.battery = battery;
        this.book = book;
        this.recorder = recorder;
        this.clock = clock;
        this.limits = limits;
        // What is on the device now was written by an earlier process.
        book.of(meter).stream().filter(Dispatch::isOpen).forEach(this::progressOf);
    }

    /** Does what is due. */
    void look() throws InterruptedException, IOException {
        for (Dispatch dispatch : book.of(meter)) {
            if (!dispatch.isOpen()) {
                progress.remove(dispatch.id());
            } else if (dispatch.stage() != Dispatch.Stage.UNRELEASED || !anotherHolds(dispatch)) {
                perform(dispatch, progressOf(dispatch));
                if (holds(dispatch)) {
                    // The next one has to wait until the device is free.
                    return;
                }
            }
        }
    }

    private boolean holds(Dispatch dispatch) {
        return book.find(dispatch.id())
                .filter(now -> now.stage() != Dispatch.Stage.UNRELEASED)
                .map(Dispatch::onDevice)
                .isPresent();
    }

    private boolean anotherHolds(Dispatch dispatch) {
        Instant now = clock.instant();
        return book.of(meter).stream()
                .anyMatch(other -> !other.id().equals(dispatch.id()) && other.claims(now, now.plusSeconds(1)));
    }

    private Progress progressOf(Dispatch dispatch) {
        Progress its = progress.computeIfAbsent(
                dispatch.id(), _ -> Progress.of(dispatch, clock.instant(), limits.reversion()));
        its.concerns(dispatch.order().revision());
        return its;
    }

    private void perform(Dispatch dispatch, Progress its) throws InterruptedException, IOException {
        switch (Duty.of(dispatch, its, clock.instant())) {
            case NOTHING -> {
                // Until something is due.
            }
            case APPLY -> apply(dispatch, its);
            case RENEW -> renew(dispatch, its);
            case OBSERVE -> observe(dispatch, its);
            case RESET -> reset(dispatch, its);
            case RELEASE -> release(dispatch, its);
            case CLOSE -> close(dispatch, its);
        }
    }

    private void apply(Dispatch dispatch, Progress its) throws InterruptedException, IOException {
        switch (battery.ask(dispatch.order(), clock.instant())) {
            case Offer.Silent silent -> failed(dispatch, its, silent.reason());
            case Offer.Impossible impossible -> {
                if (dispatch.onDevice() == null) {
                    abandon(dispatch, impossible.reason());
                } else {
                    // An earlier revision is there, and is taken off at the end.
                    failed(dispatch, its, impossible.reason());
                }
            }
            case Offer.Possible possible -> apply(dispatch, its, possible);
        }
    }

    private void apply(Dispatch dispatch, Progress its, Offer.Possible offer) throws InterruptedException, IOException {
        if (isNew(dispatch, offer.setPoint())) {
            Instant now = clock.instant();
            Instant allowed = book.lastIntent(meter)
                    .map(last -> last.plus(limits.writeInterval()))
                    .orElse(now);
            if (now.isBefore(allowed)) {
                its.applyFrom(allowed);
                return;
            }
            recorder.silently(Step.INTENT, dispatch, offer.setPoint());
        }
        if (put(dispatch, its, offer)) {
            recorder.report(Step.APPLIED, State.APPLIED, dispatch, new Details(offer.setPoint(), null, null));
            its.observeUntil(clock.instant().plus(limits.observation()));
        }
    }

    private static boolean isNew(Dispatch dispatch, SetPoint setPoint) {
        Dispatch.OnDevice onDevice = dispatch.onDevice();
        return onDevice == null
                || onDevice.order().revision() != dispatch.order().revision()
                || !onDevice.setPoint().sameValue(setPoint);
    }

    private void renew(Dispatch dispatch, Progress its) throws InterruptedException {
        switch (battery.ask(dispatch.order(), clock.instant())) {
            case Offer.Silent silent -> failed(dispatch, its, silent.reason());
            case Offer.Impossible impossible -> failed(dispatch, its, impossible.reason());
            case Offer.Possible possible -> put(dispatch, its, possible);
        }
    }

    private boolean put(Dispatch dispatch, Progress its, Offer.Possible offer) throws InterruptedException {
        int timer = offer.setPoint().reversionSeconds();
        its.writing(clock.instant().plusSeconds(timer));
        Optional<String> wrong = battery.put(offer);
        wrong.ifPresentOrElse(
                reason -> failed(dispatch, its, reason),
                () -> its.held(clock.instant().plus(limits.renewal(timer))));
        return wrong.isEmpty();
    }

    private void observe(Dispatch dispatch, Progress its) throws InterruptedException, IOException {
        SetPoint setPoint = dispatch.setPoint().orElseThrow();
        Optional<Power> measured = battery.measured();
        if (measured.isPresent() && BatteryTalk.follows(measured.get(), setPoint)) {
            recorder.report(Step.EFFECTIVE, State.EFFECTIVE, dispatch, new Details(setPoint, measured.get(), null));
        } else if (!clock.instant().isBefore(its.observedBy())) {
            String reason = measured.map(power -> "the battery gives " + -power.watts() + " W of " + setPoint.watts()
                            + " W after " + limits.observation())
                    .orElse("the battery's power could not be measured within " + limits.observation());
            recorder.report(
                    Step.NOT_OBSERVED,
                    State.NOT_OBSERVED,
                    dispatch,
                    new Details(setPoint, measured.orElse(null), reason));
        }
    }

    private void reset(Dispatch dispatch, Progress its) throws InterruptedException, IOException {
        Optional<String> wrong = battery.free();
        if (wrong.isPresent()) {
            failed(dispatch, its, wrong.get());
        } else {
            recorder.silently(Step.RESET, dispatch, null);
            its.freed();
        }
    }

    private void release(Dispatch dispatch, Progress its) throws InterruptedException, IOException {
        boolean failedBefore = dispatch.stage() == Dispatch.Stage.UNRELEASED;
        Optional<String> wrong = battery.free();
        if (wrong.isPresent()) {
            failed(dispatch, its, wrong.get());
            if (!failedBefore && !clock.instant().isBefore(its.revertedAt())) {
                recorder.report(Step.RELEASE_FAILED, State.RELEASE_FAILED, dispatch, Details.because(wrong.get()));
            }
        } else if (failedBefore) {
            recorder.silently(Step.RELEASED, dispatch, null);
        } else {
            recorder.report(Step.RELEASED, State.RELEASED, dispatch, Details.because(doubt(dispatch, its)));
        }
    }

    /** Why it was released without ever having been applied; null if it was. */
    private static @Nullable String doubt(Dispatch dispatch, Progress its) {
        return switch (dispatch.order().kind()) {
            case RELEASE -> null;
            case BATTERY_DISCHARGE ->
                dispatch.reported().contains(State.APPLIED)
                        ? null
                        : "it was never on the device as ordered"
                                + its.lastFailure().map(reason -> ": " + reason).orElse("");
        };
    }

    private void close(Dispatch dispatch, Progress its) throws IOException {
        boolean wasThere =
                switch (dispatch.order().kind()) {
                    case RELEASE -> true;
                    case BATTERY_DISCHARGE -> dispatch.reported().contains(State.APPLIED);
                };
        if (wasThere) {
            recorder.report(Step.RELEASED, State.RELEASED, dispatch, Details.NONE);
        } else {
            abandon(dispatch, its.lastFailure().orElse("the gateway did not run while it was to be applied"));
        }
    }

    private void abandon(Dispatch dispatch, String reason) throws IOException {
        recorder.report(Step.ABANDONED, State.REFUSED, dispatch, Details.because(reason));
    }

    private void failed(Dispatch dispatch, Progress its, String reason) {
        if (its.failures() == 0) {
            LOG.warnf("dispatch %s, meter %s: %s", dispatch.id(), meter, reason);
        }
        its.failed(reason, clock.instant().plus(limits.retryAfter(its.failures() + 1)));
    }
}
