package energy.peerwatt.supervisor.process;

import energy.peerwatt.servers.RunningServer;
import energy.peerwatt.servers.ServerFailure;
import energy.peerwatt.supervisor.progress.Progress;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A part that is started again whenever it dies, until it is stopped. */
public final class KeptPart implements AutoCloseable {
    private final Part part;
    private final ProcessRegister register;
    private final Progress progress;
    private final Backoff backoff = new Backoff();
    private RunningServer running;
    private long startedNanos;
    private boolean stopping;
    private @Nullable Thread waiting;

    private KeptPart(Part part, ProcessRegister register, Progress progress) {
        this.part = part;
        this.register = register;
        this.progress = progress;
        this.running = part.start().get();
        this.startedNanos = System.nanoTime();
        register.started(part.name(), running.handle());
        follow(running);
    }

    /** @throws ServerFailure if the first start fails; later failures are said and tried again */
    public static KeptPart start(Part part, ProcessRegister register, Progress progress) {
        return new KeptPart(part, register, progress);
    }

    public String name() {
        return part.name();
    }

    public synchronized long pid() {
        return running.handle().pid();
    }

    public synchronized boolean isAlive() {
        return running.isAlive();
    }

    private void follow(RunningServer server) {
        server.ended().thenRunAsync(this::startAgain, work -> Thread.ofVirtual().start(work));
    }

    private void startAgain() {
        while (true) {
            Duration wait;
            synchronized (this) {
                if (stopping) {
                    return;
                }
                waiting = Thread.currentThread();
                wait = backoff.afterRunning(Duration.ofNanos(System.nanoTime() - startedNanos));
                running.close();
            }
            progress.say(String.format(
                    Locale.ROOT, "%s died; it is started again in %.1f s", part.name(), wait.toMillis() / 1e3));
            if (!slept(wait) || tried()) {
                return;
            }
        }
    }

    private boolean slept(Duration wait) {
        try {
            Thread.sleep(wait);
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    /** The start itself, which may take minutes, holds no lock: stopping must not wait for it. */
    private boolean tried() {
        synchronized (this) {
            waiting = null;
            startedNanos = System.nanoTime();
            if (stopping) {
                return true;
            }
        }
        try {
            RunningServer started = part.start().get();
            if (!taken(started)) {
                started.close();
                return true;
            }
            follow(started);
            register.started(part.name(), started.handle());
            progress.say(
                    part.name() + " runs again, process " + started.handle().pid());
            return true;
        } catch (RuntimeException e) {
            // Whatever it was (a jar that is just being built, a full disk): the part is kept trying.
            progress.say(part.name() + " did not start: " + e.getMessage());
            return false;
        }
    }

    private synchronized boolean taken(RunningServer started) {
        if (!stopping) {
            running = started;
        }
        return !stopping;
    }

    @Override
    public void close() {
        synchronized (this) {
            stopping = true;
            if (waiting != null) {
                waiting.interrupt();
            }
        }
        synchronized (this) {
            running.close();
            register.ended(part.name());
        }
    }
}
