package energy.peerwatt.orderbook.live;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.orderbook.live.domain.Change;
import energy.peerwatt.orderbook.live.domain.LiveBook;
import energy.peerwatt.orderbook.live.domain.Timeline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The picture of one community's books and who watches it. Readers are only told that there is something new; each takes
 * it from the timeline when it has room, and a snapshot when it is too far behind. So a slow one costs nobody anything:
 * there is no queue of its own that could fill.
 */
final class LiveMarket {
    private final CommunityId community;
    private final Timeline timeline;
    private final Set<MultiEmitter<? super Signal>> readers = ConcurrentHashMap.newKeySet();
    private LiveBook book = LiveBook.EMPTY;
    private boolean known;
    private volatile long lastReadNanos = System.nanoTime();

    private enum Signal {
        LOOK
    }

    /** How far a reader is. */
    private static final class Reader {
        private final @Nullable String lastSeen;
        private final Predicate<AccountId> visible;
        private boolean begun;
        private long number = -1;

        private Reader(@Nullable String lastSeen, Predicate<AccountId> visible) {
            this.lastSeen = lastSeen;
            this.visible = visible;
        }
    }

    LiveMarket(CommunityId community, Timeline timeline) {
        this.community = community;
        this.timeline = timeline;
    }

    synchronized LiveBook book() {
        return book;
    }

    /** The picture as it is now. */
    void show(LiveBook now) {
        if (take(now)) {
            readers.forEach(reader -> reader.emit(Signal.LOOK));
        }
    }

    /** Nothing has changed but the time; who has just come to a market that is still empty is to see that it is. */
    void goOn(Instant now) {
        show(book().at(now));
    }

    private synchronized boolean take(LiveBook now) {
        if (!known) {
            known = true;
            book = now;
            return true;
        }
        List<Change> changes = book.changesTo(now);
        book = now;
        if (!changes.isEmpty()) {
            timeline.add(changes);
        }
        return !changes.isEmpty();
    }

    /** What a reader missed, or a snapshot where that is not known any more; then every step. */
    Multi<LiveMessage> follow(@Nullable String lastSeen, Predicate<AccountId> visible) {
        Reader reader = new Reader(lastSeen, visible);
        return Multi.createFrom()
                .<Signal>emitter(this::join, BackPressureStrategy.LATEST)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToMultiAndConcatenate(signal -> Multi.createFrom().iterable(unseen(reader)));
    }

    private void join(MultiEmitter<? super Signal> emitter) {
        readers.add(emitter);
        emitter.onTermination(() -> {
            lastReadNanos = System.nanoTime();
            readers.remove(emitter);
        });
        emitter.emit(Signal.LOOK);
    }

    private synchronized List<LiveMessage> unseen(Reader reader) {
        if (!known) {
            return List.of();
        }
        if (!reader.begun) {
            reader.begun = true;
            reader.number = timeline.number(reader.lastSeen).orElse(-1);
        }
        long seen = reader.number;
        reader.number = timeline.last();
        return seen < 0
                ? List.of(snapshot(reader))
                : timeline.since(seen)
                        .map(steps -> steps.stream()
                                .map(step -> LiveMessage.changes(
                                        timeline.position(step.number()), step.changes(), reader.visible))
                                .toList())
                        .orElseGet(() -> List.of(snapshot(reader)));
    }

    private LiveMessage snapshot(Reader reader) {
        return LiveMessage.snapshot(timeline.position(timeline.last()), community, book, reader.visible);
    }

    /** Somebody is about to watch. */
    void touch() {
        lastReadNanos = System.nanoTime();
    }

    /** For how long nobody has watched; zero while somebody does. */
    long idleNanos() {
        return readers.isEmpty() ? System.nanoTime() - lastReadNanos : 0;
    }
}
