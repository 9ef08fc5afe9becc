package energy.peerwatt.orderbook.live;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.Outlook;
import energy.peerwatt.orderbook.book.store.ChangeReader;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import energy.peerwatt.orderbook.config.Tickers;
import energy.peerwatt.orderbook.live.domain.Depth;
import energy.peerwatt.orderbook.live.domain.Indication;
import energy.peerwatt.orderbook.live.domain.LiveSlot;
import energy.peerwatt.orderbook.live.domain.LiveTrade;
import energy.peerwatt.orderbook.live.domain.Timeline;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of all communities that somebody watches on this replica, kept up to date from the database on threads of
 * their own: what is shown is committed, whoever owns the book, and its writer never waits for anybody who looks.
 */
@ApplicationScoped
class LiveMarkets {
    /** Slots that stay in the picture after their gate. */
    private static final int SEALED_SLOTS = 8;
    /** So long a reader whose line was cut finds its place again, real time. */
    private static final Duration KEPT_UNWATCHED = Duration.ofMinutes(2);

    /** Communities that are looked at, and cleared, at once. */
    private static final int THREADS = 4;

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final ChangeReader reader;
    private final Tickers tickers;
    private final Clock clock;
    private final OrderBookConfig.Live config;
    private final Lookouts<CommunityId> lookouts = new Lookouts<>(THREADS, PAUSE_AFTER_FAILURE.toNanos());
    private final RandomGenerator random = new SecureRandom();
    private final Map<CommunityId, Watched> markets = new ConcurrentHashMap<>();

    /** A picture, the mark up to which it is read, and when an order begins or ends next though nothing changes. */
    private static final class Watched {
        private final LiveMarket market;
        private volatile long mark = -1;
        private volatile Instant turn = Instant.MAX;

        private Watched(LiveMarket market) {
            this.market = market;
        }

        private boolean isForgotten() {
            return market.idleNanos() > KEPT_UNWATCHED.toNanos();
        }
    }

    LiveMarkets(ChangeReader reader, Tickers tickers, Clock clock, OrderBookConfig config) {
        this.reader = reader;
        this.tickers = tickers;
        this.clock = clock;
        this.config = config.live();
    }

    void start(@Observes StartupEvent event) {
        tickers.onOwnThread(config.pause(), "live", this::look);
    }

    /** Before the data source goes away. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        lookouts.close();
    }

    /** Whether there is such a community; asks memory alone while somebody watches it. */
    boolean exists(CommunityId community) {
        return markets.containsKey(community) || await(() -> reader.exists(community));
    }

    Multi<LiveMessage> follow(CommunityId community, @Nullable String lastSeen, Predicate<AccountId> visible) {
        return Multi.createFrom()
                .deferred(() -> markets.compute(community, this::watched).market.follow(lastSeen, visible));
    }

    private Watched watched(CommunityId community, @Nullable Watched known) {
        if (known != null) {
            known.market.touch();
            return known;
        }
        String run = HexFormat.of().toHexDigits(random.nextLong());
        return new Watched(new LiveMarket(community, new Timeline(run, config.remembered())));
    }

    private void look() {
        for (CommunityId community : markets.keySet()) {
            Watched watched = markets.computeIfPresent(community, (id, known) -> known.isForgotten() ? null : known);
            if (watched != null) {
                lookouts.at(community, () -> look(community, watched));
            }
        }
    }

    private void look(CommunityId community, Watched watched) {
        Instant now = clock.instant();
        boolean turned = !now.isBefore(watched.turn);
        await(() -> reader.since(community, turned ? -1 : watched.mark, SEALED_SLOTS))
                .ifPresentOrElse(
                        changed -> {
                            Outlook outlook = new Outlook(changed.state(), changed.terms(), now);
                            Instant turn = outlook.turn().orElse(Instant.MAX);
                            watched.market.show(watched.market
                                    .book()
                                    .with(pictures(changed, outlook), changed.first())
                                    .at(now));
                            watched.turn = turned || turn.isBefore(watched.turn) ? turn : watched.turn;
                            watched.mark = changed.mark();
                        },
                        () -> watched.market.goOn(now));
    }

    private static <T> T await(Supplier<Uni<T>> answer) {
        try {
            return VertxContextSupport.subscribeAndAwait(answer);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<LiveSlot> pictures(ChangeReader.Changed changed, Outlook outlook) {
        return changed.changed().stream()
                .map(slot -> (slot.compareTo(changed.next()) < 0
                                ? LiveSlot.sealed(slot, trades(changed, slot))
                                : LiveSlot.open(
                                        slot,
                                        Depth.of(outlook.orders(slot)),
                                        Indication.of(outlook.round(slot)),
                                        trades(changed, slot)))
                        .on(changed.courses().get(slot.start())))
                .toList();
    }

    private static List<LiveTrade> trades(ChangeReader.Changed changed, Slot slot) {
        return changed.trades().stream()
                .filter(trade -> trade.slotStart().equals(slot.start()))
                .map(trade -> new LiveTrade(
                        trade.id(),
                        trade.from(),
                        trade.to(),
                        trade.energy(),
                        trade.price(),
                        trade.fee(),
                        trade.congestion(),
                        trade.seller(),
                        trade.buyer()))
                .toList();
    }
}
