package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.automation.domain.Forecast;
import energy.peerwatt.orderbook.automation.domain.HouseholdTrader;
import energy.peerwatt.orderbook.automation.domain.PersistenceForecast;
import energy.peerwatt.orderbook.automation.domain.Telemetry;
import energy.peerwatt.orderbook.book.CommandLog;
import energy.peerwatt.orderbook.book.OwnedMarket;
import energy.peerwatt.orderbook.book.Ownership;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityBook;
import energy.peerwatt.orderbook.book.domain.OrderDraft;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import energy.peerwatt.orderbook.config.Tickers;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Places the orders of households that set rules instead: once per slot, shortly before its gate, or until the gate
 * once their telemetry is there. The id of an order follows from slot and account, so that doing it again after a crash
 * has no effect. Who placed an order by hand for the slot is
 * left alone.
 */
@ApplicationScoped
class AutomaticTrader {
    private static final Logger LOG = Logger.getLogger(AutomaticTrader.class);

    private final Ownership ownership;
    private final BookReader books;
    private final TelemetryConsumer telemetry;
    private final CommandLog log;
    private final Tickers tickers;
    private final OrderBookConfig config;
    private final Clock clock;
    private final Map<CommunityId, Placed> placed = new ConcurrentHashMap<>();

    /**
     * How far the orders of a slot are placed.
     *
     * @param decided households whose turn is over
     * @param unheard meters of households whose telemetry has not arrived, such as after a start
     */
    private record Placed(Slot slot, Set<AccountId> decided, Set<MeterId> unheard) {}

    AutomaticTrader(
            Ownership ownership,
            BookReader books,
            TelemetryConsumer telemetry,
            CommandLog log,
            Tickers tickers,
            OrderBookConfig config,
            Clock clock) {
        this.ownership = ownership;
        this.books = books;
        this.telemetry = telemetry;
        this.log = log;
        this.tickers = tickers;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        tickers.every(config.tick(), "automatic-trader", this::trade);
    }

    private Uni<Void> trade() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Multi.createFrom()
                .iterable(ownership.markets())
                .onItem()
                .transformToUniAndConcatenate(market -> trade(market, now))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> trade(OwnedMarket market, Instant now) {
        Optional<Slot> due = dueSlot(market, now);
        if (due.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<AccountId> decided = decided(market.community(), due.get());
        return books.community(market.community())
                .map(state -> state.map(CommunityBook::restore))
                .chain(book -> book.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : trade(book.get(), market.terms(), due.get(), decided, now));
    }

    private Uni<Void> trade(CommunityBook book, MarketTerms terms, Slot slot, Set<AccountId> decided, Instant now) {
        Set<AccountId> done = new HashSet<>(decided);
        Set<MeterId> unheard = new HashSet<>();
        List<OrderDraft> orders = new ArrayList<>();
        for (Member member : automatic(book)) {
            List<Telemetry> recent = telemetry.recent(member.meter(), now);
            if (recent.isEmpty()) {
                unheard.add(member.meter());
            } else if (done.add(member.account())
                    && book.isOpenAccount(member.account())
                    && book.sideOf(member.account(), slot).isEmpty()) {
                order(book, member, recent, terms, slot).ifPresent(orders::add);
            }
        }
        return place(book.community(), slot, orders, now)
                .invoke(() -> placed.put(book.community(), new Placed(slot, done, unheard)));
    }

    private static List<Member> automatic(CommunityBook book) {
        return book.members().stream()
                .filter(member -> Optional.ofNullable(member.rules())
                        .filter(HouseholdRules::automatic)
                        .isPresent())
                .sorted(Comparator.comparing(Member::account))
                .toList();
    }

    private Set<AccountId> decided(CommunityId community, Slot slot) {
        Placed before = placed.get(community);
        return before != null && before.slot().equals(slot) ? before.decided() : Set.of();
    }

    /** The slot whose gate is near and for which somebody's order may still be placed. */
    private Optional<Slot> dueSlot(OwnedMarket market, Instant now) {
        Slot slot = market.nextSlot();
        MarketTerms terms = market.terms();
        while (!now.isBefore(terms.gateOf(slot))) {
            slot = slot.next();
        }
        boolean near = !now.isBefore(terms.gateOf(slot).minus(config.placeBeforeGate()));
        return near && isWaitedFor(market.community(), slot, now) ? Optional.of(slot) : Optional.empty();
    }

    /** Asks memory alone, so that a meter that is never heard costs nothing. */
    private boolean isWaitedFor(CommunityId community, Slot slot, Instant now) {
        Placed before = placed.get(community);
        return before == null
                || before.slot().compareTo(slot) < 0
                || before.unheard().stream()
                        .anyMatch(meter -> !telemetry.recent(meter, now).isEmpty());
    }

    private Optional<OrderDraft> order(
            CommunityBook book, Member member, List<Telemetry> recent, MarketTerms terms, Slot slot) {
        HouseholdRules rules = member.rules();
        if (rules == null) {
            return Optional.empty();
        }
        Forecast forecast =
                PersistenceForecast.of(recent, config.forecastWindow(), slot.length(), rules.batteryReservePercent());
        return HouseholdTrader.decide(rules, forecast, book.free(member.account()), terms.tick())
                .map(intent -> new OrderDraft(
                        new OrderId(CommandId.derived(
                                        "automatic-order", book.community(), slot.start() + "|" + member.account())
                                .value()),
                        member.account(),
                        member.zone(),
                        intent.side(),
                        slot.start(),
                        intent.energy().wattHours(),
                        intent.limit().microPerKwh()));
    }

    private Uni<Void> place(CommunityId community, Slot slot, List<OrderDraft> orders, Instant now) {
        List<BookCommand> commands = new ArrayList<>();
        for (int first = 0; first < orders.size(); first += config.ordersPerCommand()) {
            List<OrderDraft> chunk = orders.subList(first, Math.min(first + config.ordersPerCommand(), orders.size()));
            // Named by what is in it: after a start the first chunk may hold other orders than before.
            List<OrderId> ids = chunk.stream().map(OrderDraft::id).toList();
            commands.add(new BookCommand.PlaceOrders(
                    CommandId.derived("automatic-orders", community, ids), community, now, chunk));
        }
        LOG.infof("community %s, slot %s: %d automatic orders", community, slot.start(), orders.size());
        return Multi.createFrom()
                .iterable(commands)
                .onItem()
                .transformToUniAndConcatenate(log::append)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
