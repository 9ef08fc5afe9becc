package energy.peerwatt.orderbook.rest;

import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.Violation;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a command was dealt with, by watching for its row: any replica can, whoever owns the book. The caller
 * says how long with {@code Prefer: wait=N} (RFC 7240).
 */
@ApplicationScoped
public class Answers {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?");
    private static final Pattern LENIENT = Pattern.compile("(?:^|[,;\\s])handling\\s*=\\s*\"?lenient\"?(?:$|[,;\\s])");
    private static final long LOOK_AGAIN_MILLIS = 25;

    private final BookReader books;
    private final Vertx vertx;
    private final Duration longest;

    Answers(BookReader books, Vertx vertx, OrderBookConfig config) {
        this.books = books;
        this.vertx = vertx;
        this.longest = config.longestWait();
    }

    /** How long the caller would wait; zero without such a wish. */
    public Duration preferredWait(@Nullable String prefer) {
        if (prefer == null) {
            return Duration.ZERO;
        }
        Matcher wait = WAIT.matcher(prefer);
        Duration wished = wait.find() ? Duration.ofSeconds(Long.parseLong(wait.group(1))) : Duration.ZERO;
        return wished.compareTo(longest) < 0 ? wished : longest;
    }

    /** Whether of several things those that can be done are to be done, though others cannot (RFC 7240). */
    public boolean isLenient(@Nullable String prefer) {
        return prefer != null && LENIENT.matcher(prefer).find();
    }

    /**
     * Why the command was refused, no violations if it was not; empty if that is not known in time. Whoever does not
     * want to wait gets no answer that depends on how fast the book was.
     */
    public Uni<Optional<List<Violation>>> outcome(CommandId command, Duration wait) {
        if (wait.isZero()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return outcome(command, System.nanoTime() + wait.toNanos());
    }

    private Uni<Optional<List<Violation>>> outcome(CommandId command, long untilNanos) {
        return books.outcome(command).chain(outcome -> {
            if (outcome.isPresent() || System.nanoTime() - untilNanos >= 0) {
                return Uni.createFrom().item(outcome);
            }
            return pause().chain(() -> outcome(command, untilNanos));
        });
    }

    /** On the caller's Vert.x context, to which database sessions are bound. */
    private Uni<Void> pause() {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(LOOK_AGAIN_MILLIS, timer -> emitter.complete(null)));
    }
}
