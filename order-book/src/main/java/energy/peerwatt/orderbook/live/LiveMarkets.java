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
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of all communities that somebody watches on this replica, kept up to date from the database on a thread of
 * their own: what is shown is committed, whoever owns the book, and its writer never waits for anybody who looks.
 */
@ApplicationScoped
class LiveMarkets {
    /** Slots that stay in the picture after their gate. */
    private static final int SEALED_SLOTS = 8;
    /** So long a reader whose line was cut finds its place again, real time. */
    private static final Duration KEPT_UNWATCHED = Duration.ofMinutes(2);

    private final ChangeReader reader;
    private final Tickers tickers;
    private final OrderBookConfig.Live config;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();
    private final Map<CommunityId, Watched> markets = new ConcurrentHashMap<>();

    /** A picture and the mark up to which it is read. */
    private static final class Watched {
        private final LiveMarket market;
        private volatile long mark = -1;

        private Watched(LiveMarket market) {
            this.market = market;
        }

        private boolean isForgotten() {
            return market.idleNanos() > KEPT_UNWATCHED.toNanos();
        }
    }

    LiveMarkets(ChangeReader reader, Tickers tickers, OrderBookConfig config, Clock clock) {
        this.reader = reader;
        this.tickers = tickers;
        this.config = config.live();
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        tickers.onOwnThread(config.pause(), "live", this::look);
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
        RuntimeException failure = null;
        for (CommunityId community : markets.keySet()) {
            Watched watched = markets.computeIfPresent(community, (id, known) -> known.isForgotten() ? null : known);
            try {
                if (watched != null) {
                    look(community, watched);
                }
            } catch (RuntimeException e) {
                // The others are shown all the same.
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void look(CommunityId community, Watched watched) {
        since(community, watched.mark)
                .ifPresentOrElse(
                        changed -> {
                            watched.market.show(watched.market
                                    .book()
                                    .with(pictures(changed), changed.first())
                                    .at(clock.instant()));
                            watched.mark = changed.mark();
                        },
                        () -> watched.market.goOn(clock.instant()));
    }

    private Optional<ChangeReader.Changed> since(CommunityId community, long mark) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> reader.since(community, mark, SEALED_SLOTS));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<LiveSlot> pictures(ChangeReader.Changed changed) {
        Outlook outlook = new Outlook(changed.state(), changed.terms());
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
