package energy.peerwatt.orderbook.book;

import energy.peerwatt.orderbook.book.store.BookStore;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import energy.peerwatt.orderbook.config.Tickers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;

/**
 * Forgets commands that were dealt with long ago, or the table would grow with every order for ever.
 *
 * <p>No replay of the log counts on it: a record below the stored offset is skipped, however old, and the offset is
 * stored in the transaction of its effects. The kept ids are for a command that lies in the log <em>twice</em>. A gate
 * closes once by its slot, balances count once by their sequence, orders by their ids, which stay, and an order can be
 * cancelled once, a zone of the grid counts by its version; any other definition would put an old value back. Each attempt of a caller gives a definition an id of
 * its own, and what the producer repeats the broker drops, as the producer is an idempotent one. So a second copy could
 * only come from somebody who writes into the log by hand, and does not within a day of the market.
 */
@ApplicationScoped
class CommandMemory {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final BookStore store;
    private final OrderBookConfig config;
    private final Tickers tickers;
    private final Clock clock;

    CommandMemory(BookStore store, OrderBookConfig config, Tickers tickers, Clock clock) {
        this.store = store;
        this.config = config;
        this.tickers = tickers;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        tickers.every(
                PAUSE,
                "command-memory",
                () -> store.forgetCommands(clock.instant().minus(config.keepCommands()))
                        .replaceWithVoid());
    }
}
