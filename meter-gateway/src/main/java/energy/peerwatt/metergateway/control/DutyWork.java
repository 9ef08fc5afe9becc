package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.event.DispatchReported.State;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.StepRecorder.Details;
import energy.peerwatt.metergateway.control.domain.Ability;
import energy.peerwatt.metergateway.control.domain.ControlLimits;
import energy.peerwatt.metergateway.control.domain.ControlTalk;
import energy.peerwatt.metergateway.control.domain.ControlTalk.Freeing;
import energy.peerwatt.metergateway.control.domain.ControlTalk.Offer;
import energy.peerwatt.metergateway.control.domain.Dispatch;
import energy.peerwatt.metergateway.control.domain.DispatchBook;
import energy.peerwatt.metergateway.control.domain.Duty;
import energy.peerwatt.metergateway.control.domain.Effect;
import energy.peerwatt.metergateway.control.domain.JournalEntry.Step;
import energy.peerwatt.metergateway.control.domain.Part;
import energy.peerwatt.metergateway.control.domain.Progress;
import energy.peerwatt.metergateway.control.domain.RegisterValue;
import energy.peerwatt.metergateway.control.domain.SetPoint;
import energy.peerwatt.metergateway.profile.domain.Control;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does what one dispatch of a home needs now: writes, reads back, observes and takes off. For one thread. */
final class DutyWork {
    private static final Logger LOG = Logger.getLogger(DutyWork.class);
    private static final String LEFT = "the inverter was taken out of service";

    private final MeterId meter;
    private final Map<DispatchKind, ControlTalk> controls;
    private final DispatchBook book;
    private final StepRecorder recorder;
    private final Clock clock;
    private final ControlLimits limits;
    private final BooleanSupplier leaving;

    /**
     * @param controls what the home's devices can be told
     * @param leaving whether they are going out of service, so that every order is over
     */
    DutyWork(
            MeterId meter,
            Map<DispatchKind, ControlTalk> controls,
            DispatchBook book,
            StepRecorder recorder,
            Clock clock,
            ControlLimits limits,
            BooleanSupplier leaving) {
        this.meter = meter;
        this.controls = Map.copyOf(controls);
        this.book = book;
        this.recorder = recorder;
        this.clock = clock;
        this.limits = limits;
        this.leaving = leaving;
    }

    void perform(Dispatch dispatch, Progress its) throws InterruptedException, IOException {
        switch (Duty.of(dispatch, its, clock.instant(), leaving.getAsBoolean())) {
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

    private Offer ask(Dispatch dispatch) throws InterruptedException {
        ControlTalk control = controls.get(dispatch.order().kind());
        if (control == null) {
            return new Offer.Impossible(
                    "no device of this home can do " + dispatch.order().kind());
        }
        return control.ask(dispatch.order(), Duration.between(clock.instant(), dispatch.until()), holder(dispatch));
    }

    private static @Nullable String holder(Dispatch dispatch) {
        Dispatch.OnDevice onDevice = dispatch.onDevice();
        return onDevice == null ? null : onDevice.device();
    }

    private void apply(Dispatch dispatch, Progress its) throws InterruptedException, IOException {
        switch (ask(dispatch)) {
            case Offer.Silent silent -> failed(dispatch, its, silent.reason());
            case Offer.Impossible impossible -> impossible(dispatch, its, impossible.reason());
            case Offer.Possible possible -> apply(dispatch, its, possible);
        }
    }

    private void impossible(Dispatch dispatch, Progress its, String reason) throws IOException {
        if (dispatch.onDevice() == null) {
            abandon(dispatch, reason);
        } else {
            // An earlier revision is there, and is taken off at the end.
            failed(dispatch, its, reason);
        }
    }

    private void apply(Dispatch dispatch, Progress its, Offer.Possible offer) throws InterruptedException, IOException {
        boolean another = isNew(dispatch, offer.setPoint());
        if (another && tooSoon(dispatch, its, offer.ability().control())) {
            return;
        }
        Optional<String> refusal = overBudget(offer);
        if (refusal.isPresent()) {
            impossible(dispatch, its, refusal.get());
            return;
        }
        Map<Integer, Integer> writes = counted(offer.ability().writes(offer.setPoint()));
        if (another) {
            recorder.intent(dispatch, offer, writes);
        } else {
            recorder.writing(dispatch, writes);
        }
        if (put(dispatch, its, offer)) {
            Dispatch held = book.find(dispatch.id()).orElseThrow();
            Instant until = held.isShortened() ? held.until() : null;
            String reason = until == null ? null : "the device has no reversion timer and is given back at " + until;
            recorder.report(Step.APPLIED, State.APPLIED, dispatch, new Details(offer.setPoint(), null, until, reason));
            its.observeFor(clock.instant(), limits.observation());
        }
    }

    /** Whether a device had another value too short a time ago. A clock that was put back does not hold it up. */
    private boolean tooSoon(Dispatch dispatch, Progress its, Control control) {
        Instant now = clock.instant();
        Optional<Duration> since = Part.of(dispatch.order().kind())
                .flatMap(part -> book.lastIntent(meter, part))
                .filter(last -> !last.isAfter(now))
                .map(last -> Duration.between(last, now));
        Duration interval = limits.interval(control);
        if (since.isEmpty() || since.get().compareTo(interval) >= 0) {
            return false;
        }
        its.applyAfter(now, interval.minus(since.get()));
        return true;
    }

    private static boolean isNew(Dispatch dispatch, SetPoint setPoint) {
        Dispatch.OnDevice onDevice = dispatch.onDevice();
        return onDevice == null
                || onDevice.order().revision() != dispatch.order().revision()
                || !onDevice.setPoint().sameValue(setPoint);
    }

    private Optional<String> overBudget(Offer.Possible offer) {
        Ability ability = offer.ability();
        Set<Integer> spare = counted(ability.release()).keySet();
        return book.writes()
                .refusal(
                        meter,
                        counted(ability.writes(offer.setPoint())),
                        spare,
                        limits.budget(ability.control()),
                        clock.instant());
    }

    private static Map<Integer, Integer> counted(List<RegisterValue> writes) {
        return writes.stream().collect(Collectors.toMap(RegisterValue::address, _ -> 1, Integer::sum));
    }

    private void renew(Dispatch dispatch, Progress its) throws InterruptedException, IOException {
        switch (ask(dispatch)) {
            case Offer.Silent silent -> notRenewed(dispatch, its, silent.reason());
            case Offer.Impossible impossible -> notRenewed(dispatch, its, impossible.reason());
            case Offer.Possible possible -> {
                if (!mustWrite(dispatch, its, possible)) {
                    its.held(clock.instant(), limits.renewal(possible.setPoint().reversionSeconds()));
                    return;
                }
                Optional<String> refusal = overBudget(possible);
                if (refusal.isPresent()) {
                    notRenewed(dispatch, its, refusal.get());
                    return;
                }
                recorder.writing(dispatch, counted(possible.ability().writes(possible.setPoint())));
                put(dispatch, its, possible);
            }
        }
    }

    /** A device with a timer has to hear it again in time; elsewhere only what somebody else has changed is written. */
    private boolean mustWrite(Dispatch dispatch, Progress its, Offer.Possible offer) {
        Ability ability = offer.ability();
        if (ability.drift(offer.setPoint()).isPresent()) {
            return true;
        }
        return ability.hasTimer()
                && switch (ability.control().persistence()) {
                    case RAM -> true;
                    case FLASH, UNKNOWN ->
                        its.halfSpent(clock.instant()) && its.reverts().isBefore(dispatch.until());
                };
    }

    private void notRenewed(Dispatch dispatch, Progress its, String reason) throws IOException {
        failed(dispatch, its, reason);
        boolean timed =
                dispatch.setPoint().filter(set -> set.reversionSeconds() > 0).isPresent();
        if (timed && its.reverted(clock.instant()) && dispatch.stage() != Dispatch.Stage.NOT_OBSERVED) {
            SetPoint setPoint = dispatch.setPoint().orElseThrow();
            String ended = "the device's own timer has ended it: " + reason;
            recorder.report(Step.NOT_OBSERVED, State.NOT_OBSERVED, dispatch, new Details(setPoint, null, null, ended));
        }
    }

    private boolean put(Dispatch dispatch, Progress its, Offer.Possible offer) throws InterruptedException {
        int timer = offer.setPoint().reversionSeconds();
        its.writing(clock.instant(), Duration.ofSeconds(timer));
        Optional<String> wrong = controls.get(dispatch.order().kind()).put(offer);
        recorder.showBudget(
                meter,
                counted(offer.ability().writes(offer.setPoint())).keySet(),
                limits.budget(offer.ability().control()));
        wrong.ifPresentOrElse(
                reason -> failed(dispatch, its, reason), () -> its.held(clock.instant(), limits.renewal(timer)));
        return wrong.isEmpty();
    }

    private void observe(Dispatch dispatch, Progress its) throws InterruptedException, IOException {
        SetPoint setPoint = dispatch.setPoint().orElseThrow();
        DispatchKind kind = dispatch.order().kind();
        Optional<Power> measured = controls.get(kind).measured();
        if (measured.isPresent() && Effect.shows(kind, measured.get(), setPoint)) {
            recorder.report(
                    Step.EFFECTIVE, State.EFFECTIVE, dispatch, new Details(setPoint, measured.get(), null, null));
        } else if (its.observedLongEnough(clock.instant())) {
            String reason = measured.map(
                            power -> Effect.shortfall(kind, power, setPoint) + " after " + limits.observation())
                    .orElse("the power could not be measured within " + limits.observation());
            recorder.report(
                    Step.NOT_OBSERVED,
                    State.NOT_OBSERVED,
                    dispatch,
                    new Details(setPoint, measured.orElse(null), null, reason));
        }
    }

    /** Takes a set-point off the device that holds it. @return what is wrong, or nothing */
    private Optional<String> free(Dispatch dispatch) throws InterruptedException, IOException {
        Dispatch.OnDevice onDevice = dispatch.onDevice();
        if (onDevice == null) {
            return Optional.empty();
        }
        ControlTalk control = controls.get(onDevice.order().kind());
        if (control == null) {
            return Optional.of(
                    "no device of this home can do " + onDevice.order().kind() + " any more");
        }
        return switch (control.prepareToFree(onDevice.device())) {
            case Freeing.Not not -> Optional.of(not.reason());
            case Freeing.Possible device -> {
                if (isFree(device.ability())) {
                    yield Optional.empty();
                }
                // Never refused: a device that is not given back wears more than its memory.
                recorder.writing(dispatch, counted(device.ability().release()));
                yield control.free(device);
            }
        };
    }

    /** Where writing costs nothing a release is written in any case: a write that seemed lost may have come late. */
    private static boolean isFree(Ability ability) {
        return ability.control().persistence() != Control.Persistence.RAM
                && ability.unreleased().isEmpty();
    }

    private void reset(Dispatch dispatch, Progress its) throws InterruptedException, IOException {
        Optional<String> wrong = free(dispatch);
        if (wrong.isPresent()) {
            failed(dispatch, its, wrong.get());
        } else {
            recorder.silently(Step.RESET, dispatch);
            its.freed();
        }
    }

    private void release(Dispatch dispatch, Progress its) throws InterruptedException, IOException {
        boolean failedBefore = dispatch.stage() == Dispatch.Stage.UNRELEASED;
        Optional<String> wrong = free(dispatch);
        if (wrong.isPresent()) {
            failed(dispatch, its, wrong.get());
            if (!failedBefore && its.reverted(clock.instant())) {
                recorder.report(Step.RELEASE_FAILED, State.RELEASE_FAILED, dispatch, Details.because(wrong.get()));
            }
        } else {
            String reason = failedBefore ? "released late" : leaving.getAsBoolean() ? LEFT : doubt(dispatch, its);
            recorder.report(Step.RELEASED, State.RELEASED, dispatch, Details.because(reason));
        }
    }

    /** Why it was released without ever having been applied, or before its end; null if neither. */
    private static @Nullable String doubt(Dispatch dispatch, Progress its) {
        if (!wasApplied(dispatch)) {
            return "it was never on the device as ordered"
                    + its.lastFailure().map(reason -> ": " + reason).orElse("");
        }
        return dispatch.isShortened()
                ? "the device has no reversion timer and is held for " + ControlLimits.LONGEST_WITHOUT_REVERSION
                        + " at most"
                : null;
    }

    private static boolean wasApplied(Dispatch dispatch) {
        return switch (dispatch.order().kind()) {
            case RELEASE -> true;
            case BATTERY_DISCHARGE, BATTERY_CHARGE, CURTAIL, EXPORT_LIMIT ->
                dispatch.reported().contains(State.APPLIED);
        };
    }

    private void close(Dispatch dispatch, Progress its) throws IOException {
        if (wasApplied(dispatch)) {
            recorder.report(Step.RELEASED, State.RELEASED, dispatch, Details.NONE);
        } else {
            abandon(
                    dispatch,
                    leaving.getAsBoolean()
                            ? LEFT
                            : its.lastFailure().orElse("the gateway did not run while it was to be applied"));
        }
    }

    /** Ends it while nothing of it is on the device. */
    private void abandon(Dispatch dispatch, String reason) throws IOException {
        State state = wasApplied(dispatch) ? State.RELEASED : State.REFUSED;
        recorder.report(Step.ABANDONED, state, dispatch, Details.because(reason));
    }

    private void failed(Dispatch dispatch, Progress its, String reason) {
        if (its.failures() == 0) {
            LOG.warnf("dispatch %s, meter %s: %s", dispatch.id(), meter, reason);
        }
        its.failed(reason, clock.instant(), limits.retryAfter(its.failures() + 1));
    }
}
