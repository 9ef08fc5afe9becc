package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.event.DispatchRequested;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.metergateway.control.domain.Admission;
import energy.peerwatt.metergateway.control.domain.Admission.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** Takes orders in: what is accepted is on disk when it returns, and so is every refusal. For any number of threads. */
public final class DispatchDesk {
    private static final Logger LOG = Logger.getLogger(DispatchDesk.class);

    private final Admission admission;
    private final DispatchKeyFile key;
    private final ControlJournal journal;
    private final StepRecorder recorder;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /** An order that gets no answer; for the dead-letter topic. */
    public static final class DistrustedException extends Exception {
        private static final long serialVersionUID = 1L;

        DistrustedException(String reason) {
            super(reason);
        }
    }

    DispatchDesk(Admission admission, DispatchKeyFile key, ControlJournal journal, StepRecorder recorder, Clock clock) {
        this.admission = admission;
        this.key = key;
        this.journal = journal;
        this.recorder = recorder;
        this.clock = clock;
    }

    /** Does something while no order is being judged. */
    void between(Runnable change) {
        oneAtATime.lock();
        try {
            change.run();
        } finally {
            oneAtATime.unlock();
        }
    }

    /**
     * @throws IllegalArgumentException if it holds no order
     * @throws DistrustedException if it is not signed, yet names a dispatch that was
     * @throws IOException if the disk does not take it; then it was not received
     */
    public void receive(DispatchRequested request) throws DistrustedException, IOException {
        DispatchOrder order = request.decodedOrder();
        oneAtATime.lock();
        try {
            switch (admission.judge(request, order, key.read(), journal.book(), clock.instant())) {
                case Verdict.Accepted _ -> recorder.accepted(order);
                case Verdict.Refused refused ->
                    recorder.refused(order, Admission.fingerprint(request), refused.reason());
                case Verdict.Repeated _ ->
                    LOG.debugf("dispatch %s revision %d came again", order.dispatch(), order.revision());
                case Verdict.Distrusted distrusted -> throw new DistrustedException(distrusted.reason());
            }
        } finally {
            oneAtATime.unlock();
        }
    }
}
