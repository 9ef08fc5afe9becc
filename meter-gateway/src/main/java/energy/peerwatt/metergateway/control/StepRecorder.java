package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.DispatchReported.State;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.domain.ControlTalk.Offer;
import energy.peerwatt.metergateway.control.domain.Dispatch;
import energy.peerwatt.metergateway.control.domain.Effect;
import energy.peerwatt.metergateway.control.domain.JournalEntry;
import energy.peerwatt.metergateway.control.domain.JournalEntry.Step;
import energy.peerwatt.metergateway.control.domain.SetPoint;
import energy.peerwatt.metergateway.control.domain.WriteBudget;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts steps into the journal; others hear of each state once per revision, whatever happens in between. */
final class StepRecorder {
    private static final Logger LOG = Logger.getLogger(StepRecorder.class);

    private final GatewayId gateway;
    private final ControlJournal journal;
    private final Clock clock;
    private final ControlObserver observer;

    /** @param observer told of every state that others will hear of */
    StepRecorder(GatewayId gateway, ControlJournal journal, Clock clock, ControlObserver observer) {
        this.gateway = gateway;
        this.journal = journal;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * What a report says besides its state.
     *
     * @param observed the measured power, in canonical direction
     * @param until when the device is given back, if that is before the order's end
     */
    record Details(
            @Nullable SetPoint setPoint,
            @Nullable Power observed,
            @Nullable Instant until,
            @Nullable String reason) {
        static final Details NONE = new Details(null, null, null, null);

        static Details because(@Nullable String reason) {
            return new Details(null, null, null, reason);
        }
    }

    /** From here on the device may hold the set-point. */
    void intent(Dispatch dispatch, Offer.Possible offer, Map<Integer, Integer> writes) throws IOException {
        journal.append(new JournalEntry(
                Step.INTENT,
                JournalEntry.text(dispatch.order()),
                clock.instant(),
                offer.setPoint(),
                offer.device(),
                writes,
                null,
                null));
    }

    /** Registers are about to be written, for no other reason than to keep or to end what they hold. */
    void writing(Dispatch dispatch, Map<Integer, Integer> writes) throws IOException {
        journal.append(new JournalEntry(
                Step.WRITING, JournalEntry.text(dispatch.order()), clock.instant(), null, null, writes, null, null));
    }

    /** Lets others see what is left of the budgets of registers. */
    void showBudget(MeterId meter, Set<Integer> registers, WriteBudget budget) {
        registers.forEach(register -> observer.written(
                meter, register, () -> journal.book().writes().left(meter, register, budget, clock.instant())));
    }

    /** A step of which nobody else hears. */
    void silently(Step step, Dispatch dispatch) throws IOException {
        journal.append(new JournalEntry(step, JournalEntry.text(dispatch.order()), clock.instant(), null, null, null));
    }

    void report(Step step, State state, Dispatch dispatch, Details details) throws IOException {
        DispatchOrder order = dispatch.order();
        boolean known = dispatch.reported().contains(state);
        Instant now = clock.instant();
        DispatchReported report = report(order, state, now, details);
        journal.append(
                new JournalEntry(step, JournalEntry.text(order), now, details.setPoint(), null, known ? null : report));
        LOG.infof(
                "dispatch %s revision %d: %s%s",
                order.dispatch(), order.revision(), step, details.reason() == null ? "" : ", " + details.reason());
        if (!known) {
            observer.reported(state);
        }
    }

    /** An order that is turned away. */
    void refused(DispatchOrder order, String fingerprint, String reason) throws IOException {
        Instant now = clock.instant();
        DispatchReported report = report(order, State.REFUSED, now, Details.because(reason));
        journal.append(new JournalEntry(Step.REFUSED, JournalEntry.text(order), now, null, fingerprint, report));
        LOG.warnf("dispatch %s revision %d is refused: %s", order.dispatch(), order.revision(), reason);
        observer.reported(State.REFUSED);
    }

    /** An order that will be carried out. */
    void accepted(DispatchOrder order) throws IOException {
        Instant now = clock.instant();
        DispatchReported report = report(order, State.ACCEPTED, now, Details.NONE);
        journal.append(new JournalEntry(Step.ACCEPTED, JournalEntry.text(order), now, null, null, report));
        observer.reported(State.ACCEPTED);
    }

    private DispatchReported report(DispatchOrder order, State state, Instant now, Details details) {
        SetPoint setPoint = details.setPoint();
        return new DispatchReported(
                order.dispatch(),
                order.revision(),
                order.event(),
                gateway,
                order.meter(),
                state,
                now,
                setPoint == null ? null : Effect.directed(order.kind(), setPoint.watts()),
                details.observed(),
                details.until(),
                details.reason());
    }
}
