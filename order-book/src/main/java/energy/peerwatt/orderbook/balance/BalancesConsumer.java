package energy.peerwatt.orderbook.balance;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.orderbook.book.CommandLog;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Puts balances into the command log, since whatever touches a book goes through it. An event that cannot be read goes
 * to the dead-letter topic by the channel's failure strategy; the next one is taken all the same.
 */
@ApplicationScoped
class BalancesConsumer {
    private final CommandLog log;
    private final Clock clock;

    BalancesConsumer(CommandLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @Incoming("balances-in")
    Uni<Void> take(byte[] event) {
        BalancesChanged balances = read(event);
        // Only an unreadable event may become a dead letter; while the log is out of reach this one has to wait.
        return log.append(
                        BookCommand.UpdateBalances.of(balances, clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .indefinitely();
    }

    private static BalancesChanged read(byte[] event) {
        try {
            BalancesChanged balances = Json.mapper().readValue(event, BalancesChanged.class);
            if (balances == null) {
                throw new IllegalArgumentException("the event is null");
            }
            return balances;
        } catch (IOException e) {
            throw new IllegalArgumentException("balances cannot be read: " + e.getMessage(), e);
        }
    }
}
