package energy.peerwatt.orderbook.market;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.orderbook.book.CommandLog;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.market.domain.Zone;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Puts zones, as grid-service defines them, into the command log at once; the book keeps each until its first slot. An
 * event that cannot be read goes to the dead-letter topic by the channel's failure strategy; the next one is taken all
 * the same.
 */
@ApplicationScoped
class ZonesConsumer {
    private final CommandLog log;
    private final Clock clock;

    ZonesConsumer(CommandLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @Incoming("zones-in")
    Uni<Void> take(byte[] event) {
        // Only an unreadable event may become a dead letter; while the log is out of reach this one has to wait.
        return log.append(command(read(event)))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .indefinitely();
    }

    /** Of one id however often the event comes, so that it has one effect. */
    private BookCommand command(ZoneDefined zone) {
        return new BookCommand.DefineZone(
                CommandId.derived("zone-defined", zone.community(), zone.version()),
                zone.community(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Zone.ofGrid(zone),
                zone.effectiveFrom());
    }

    private static ZoneDefined read(byte[] event) {
        try {
            ZoneDefined zone = Json.mapper().readValue(event, ZoneDefined.class);
            if (zone == null) {
                throw new IllegalArgumentException("the event is null");
            }
            return zone;
        } catch (IOException e) {
            throw new IllegalArgumentException("a zone cannot be read: " + e.getMessage(), e);
        }
    }
}
