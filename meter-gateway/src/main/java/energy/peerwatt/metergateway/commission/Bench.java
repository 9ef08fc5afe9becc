package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Action;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import energy.peerwatt.metergateway.task.LongTask;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One metering point and the step that is carried out at it; one at a time. For any number of threads. */
final class Bench implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Bench.class);

    private final CommissioningJournal journal;
    private final Clock market;
    private final Clock wall;
    private final Consumer<Commissioning> follower;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Progress progress;
    private @Nullable LongTask task;

    /** @param follower told of the metering point now and after each step, when the disk has it */
    Bench(CommissioningJournal journal, Clock market, Clock wall, Consumer<Commissioning> follower) {
        this.journal = journal;
        this.market = market;
        this.wall = wall;
        this.follower = follower;
        follower.accept(journal.commissioning());
    }

    /** A step that is carried out while its caller waits. */
    @FunctionalInterface
    interface Work {
        Attempt carryOut(Commissioning commissioning) throws InterruptedException, RefusedException;
    }

    /** A step that takes its time. */
    @FunctionalInterface
    interface LongWork {
        Attempt carryOut(Fieldwork.Teller teller) throws InterruptedException, RefusedException;
    }

    /** Looks at the metering point while nothing changes it. */
    <T> T look(Function<Commissioning, T> question) {
        lock.lock();
        try {
            return question.apply(journal.commissioning());
        } finally {
            lock.unlock();
        }
    }

    MeterId meter() {
        return journal.commissioning().meter();
    }

    /** The step that is carried out, or the last one that was since the gateway started. */
    Optional<Progress> progress() {
        lock.lock();
        try {
            return Optional.ofNullable(progress);
        } finally {
            lock.unlock();
        }
    }

    /** Carries a step out and writes down what came of it. */
    JournalEntry carryOut(Action action, String actor, Work work)
            throws IOException, InterruptedException, RefusedException {
        lock.lockInterruptibly();
        try {
            requireAllowed(action);
            return append(action, actor, work.carryOut(journal.commissioning()));
        } finally {
            lock.unlock();
        }
    }

    /** Begins a step; how far it has come is in {@link #progress}. */
    void begin(Action action, String actor, Progress first, LongWork work) throws RefusedException {
        lock.lock();
        try {
            requireAllowed(action);
            progress = first;
            task = new LongTask("commission-" + meter(), () -> run(action, actor, work)).start();
        } finally {
            lock.unlock();
        }
    }

    private void requireAllowed(Action action) throws RefusedException {
        if (isBusy()) {
            throw new RefusedException("%s is under way: wait for its end or cancel it"
                    .formatted(progress == null ? "a step" : progress.step().name()));
        }
        Optional<String> refusal = journal.commissioning().refusal(action);
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
    }

    private boolean isBusy() {
        return progress != null && progress.condition() == Progress.Condition.RUNNING;
    }

    private void run(Action action, String actor, LongWork work) throws InterruptedException {
        try {
            Attempt attempt = work.carryOut(this::tell);
            lock.lock();
            try {
                append(action, actor, attempt);
                end(Progress.Condition.DONE, attempt.passed() ? "it is done" : "it failed: see its checks");
            } finally {
                lock.unlock();
            }
        } catch (RefusedException e) {
            end(Progress.Condition.BROKEN, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            end(Progress.Condition.CANCELLED, "nothing of it is kept");
            throw e;
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "commissioning of %s: %s broke off", meter(), action);
            end(Progress.Condition.BROKEN, "the gateway could not carry it out: " + e.getMessage());
        }
    }

    private void tell(UnaryOperator<Progress> change) {
        lock.lock();
        try {
            if (progress != null) {
                progress = change.apply(progress);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Progress.Condition condition, String say) {
        tell(before -> before.ended(condition, say));
    }

    /** Calls the step off that is carried out; waits a little for its end. Nothing happens if there is none. */
    void cancel() {
        LongTask running;
        lock.lock();
        try {
            running = isBusy() ? task : null;
        } finally {
            lock.unlock();
        }
        if (running != null) {
            running.close();
        }
    }

    private JournalEntry append(Action action, String actor, Attempt attempt) throws IOException {
        Commissioning commissioning = journal.commissioning();
        JournalEntry entry = new JournalEntry(
                meter(),
                commissioning.nextNumber(),
                commissioning.roundOf(action),
                market.instant(),
                wall.instant(),
                actor,
                attempt.passed(),
                attempt.fact(),
                attempt.checks(),
                attempt.frames());
        journal.append(entry);
        follower.accept(commissioning);
        return entry;
    }

    List<JournalEntry> entries() {
        return look(Commissioning::entries);
    }

    @Override
    public void close() throws IOException {
        cancel();
        journal.close();
    }
}
