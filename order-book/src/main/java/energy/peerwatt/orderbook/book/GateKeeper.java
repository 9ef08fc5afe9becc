package energy.peerwatt.orderbook.book;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import energy.peerwatt.orderbook.config.Tickers;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Holds the auctions of our markets, and closes their gates when their time has come, one slot after the other; after a downtime all that were
 * missed. Each round begins with the next slot to seal, so that no gate is left out; closing one twice has no effect.
 */
@ApplicationScoped
class GateKeeper {
    /** Slots closed at once after a downtime: a day of them. */
    private static final int MOST_AT_ONCE = 96;
    /** A command that has had no effect after this long is issued again, real time. */
    private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Ownership ownership;
    private final CommandLog log;
    private final Tickers tickers;
    private final OrderBookConfig config;
    private final Clock clock;
    private final Map<CommunityId, Instant> auctioned = new ConcurrentHashMap<>();
    private final Map<CommunityId, Issued> issued = new ConcurrentHashMap<>();

    /** The last slots that were told to close. */
    private record Issued(Slot firstOpen, long atNanos) {}

    GateKeeper(Ownership ownership, CommandLog log, Tickers tickers, OrderBookConfig config, Clock clock) {
        this.ownership = ownership;
        this.log = log;
        this.tickers = tickers;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        tickers.every(config.tick(), "gates", this::closeDueGates);
        tickers.every(config.tick(), "auctions", this::holdDueAuctions);
    }

    /** An auction of an earlier tick that was missed is made good by the next. */
    private Uni<Void> holdDueAuctions() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Multi.createFrom()
                .iterable(ownership.markets())
                .onItem()
                .transformToUni(market -> holdDueAuctions(market, now))
                .collectFailures()
                .concatenate()
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> holdDueAuctions(OwnedMarket market, Instant now) {
        CommunityId community = market.community();
        Instant tick = market.terms().auctionAt(now).orElse(null);
        if (tick == null || tick.equals(auctioned.get(community))) {
            return Uni.createFrom().voidItem();
        }
        return log.append(BookCommand.HoldAuctions.of(community, tick, now))
                .invoke(() -> auctioned.put(community, tick))
                .replaceWithVoid();
    }

    private Uni<Void> closeDueGates() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Multi.createFrom()
                .iterable(ownership.markets())
                .onItem()
                .transformToUni(market -> closeDueGates(market, now))
                .collectFailures()
                .concatenate()
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> closeDueGates(OwnedMarket market, Instant now) {
        List<BookCommand> due = new ArrayList<>();
        Slot slot = market.nextSlot();
        while (!now.isBefore(market.terms().gateOf(slot)) && due.size() < MOST_AT_ONCE) {
            // Each has its own moment: a tariff that begins with a later slot must not hold when an earlier one is
            // cleared.
            Instant closing = now.plusMillis(due.size());
            due.add(BookCommand.CloseGate.of(market.community(), slot.start(), closing));
            slot = slot.next();
        }
        Slot firstOpen = slot;
        if (due.isEmpty() || isIssued(market.community(), firstOpen)) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(log::append)
                .collect()
                .last()
                .invoke(() -> issued.put(market.community(), new Issued(firstOpen, System.nanoTime())))
                .replaceWithVoid();
    }

    /** Whether all gates before {@code firstOpen} were told to close a moment ago. */
    private boolean isIssued(CommunityId community, Slot firstOpen) {
        Issued before = issued.get(community);
        return before != null
                && System.nanoTime() - before.atNanos < REPEAT_NANOS
                && before.firstOpen.compareTo(firstOpen) >= 0;
    }
}
