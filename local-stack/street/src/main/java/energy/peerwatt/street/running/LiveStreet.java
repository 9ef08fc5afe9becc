package energy.peerwatt.street.running;

import energy.peerwatt.street.home.domain.Home;
import energy.peerwatt.street.home.domain.HomeState;
import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetState;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The street in market time. Whoever looks at a home sees it integrated up to now; between control writes its future
 * follows from its state, so a street that was killed and continues from its last saved state shows the same counters
 * again. A control write is therefore on disk before it takes effect.
 */
public final class LiveStreet {
    private final Street street;
    private final Clock clock;
    private final StateStore store;

    /** Taken before {@link #lock}: states reach the disk in the order in which they came to be. */
    private final ReentrantLock saving = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private StreetState state;

    /** Where states are kept. */
    @FunctionalInterface
    public interface StateStore {
        /** Returns when the state is on disk, whole. */
        void save(StreetState state) throws IOException;
    }

    /**
     * @param state where the street left off; the missing time is lived through at the first look
     * @param clock market time
     */
    public LiveStreet(Street street, StreetState state, Clock clock, StateStore store) {
        this.street = street;
        this.state = state;
        this.clock = clock;
        this.store = store;
    }

    /** A home at one second. */
    public record Glimpse(HomeState state, long epochSecond) {}

    public Street street() {
        return street;
    }

    public Home home(int index) {
        return street.homes().get(index);
    }

    /** A home now. */
    public Glimpse look(int index) {
        StreetState now = now();
        return new Glimpse(now.homes().get(index), now.steppedTo());
    }

    /** The street now. */
    public StreetState now() {
        lock.lock();
        try {
            state = street.advance(state, clock.instant().getEpochSecond());
            return state;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Changes the controls of a home, durably.
     *
     * @param change from the home now to the home with its new controls; empty refuses and changes nothing
     * @return whether it was changed
     * @throws IOException if it could not be saved; then nothing was changed
     */
    public boolean control(int index, Function<Glimpse, Optional<HomeState>> change) throws IOException {
        saving.lock();
        lock.lock();
        try {
            Glimpse glimpse = look(index);
            Optional<HomeState> changed = change.apply(glimpse);
            if (changed.isEmpty()) {
                return false;
            }
            StreetState next = state.with(index, changed.get());
            store.save(next);
            state = next;
            return true;
        } finally {
            lock.unlock();
            saving.unlock();
        }
    }

    /** Lives up to now and saves. */
    public void save() throws IOException {
        saving.lock();
        try {
            store.save(now());
        } finally {
            saving.unlock();
        }
    }
}
