package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.automation.domain.CapRoom;
import energy.peerwatt.orderbook.automation.domain.HouseholdTrader;
import energy.peerwatt.orderbook.automation.domain.OrderWishes;
import energy.peerwatt.orderbook.automation.domain.Telemetry;
import energy.peerwatt.orderbook.book.CommandLog;
import energy.peerwatt.orderbook.book.OwnedMarket;
import energy.peerwatt.orderbook.book.Ownership;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityBook;
import energy.peerwatt.orderbook.book.domain.HeldMandate;
import energy.peerwatt.orderbook.book.domain.MandateRoom;
import energy.peerwatt.orderbook.book.domain.OrderDraft;
import energy.peerwatt.orderbook.book.domain.Reliability;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import energy.peerwatt.orderbook.config.Tickers;
import energy.peerwatt.orderbook.mandate.TradingAgent;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Places the orders of households that set rules instead: once per slot, shortly before its gate, or until the gate
 * once their telemetry is there. The id of an order follows from slot and account, so that doing it again after a crash
 * has no effect. Who placed an order by hand for the slot is left alone. Households with caps wait until the slot before is
 * sealed: then all that could count against a cap is in the database, whatever was lost of memory. Trades for none but
 * those who gave its agent a mandate, within that mandate; all orders of a turn are signed at once.
 */
@ApplicationScoped
class AutomaticTrader {
    private static final Logger LOG = Logger.getLogger(AutomaticTrader.class);

    private final Ownership ownership;
    private final BookReader books;
    private final TelemetryConsumer telemetry;
    private final HomeForecasts forecasts;
    private final TradedSoFar tradedSoFar;
    private final TradingAgent agent;
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
     * @param held whether households with caps wait for the slot before to be sealed
     */
    private record Placed(Slot slot, Set<AccountId> decided, Set<MeterId> unheard, boolean held) {}

    AutomaticTrader(
            Ownership ownership,
            BookReader books,
            TelemetryConsumer telemetry,
            HomeForecasts forecasts,
            TradedSoFar tradedSoFar,
            TradingAgent agent,
            CommandLog log,
            Tickers tickers,
            OrderBookConfig config,
            Clock clock) {
        this.ownership = ownership;
        this.books = books;
        this.telemetry = telemetry;
        this.forecasts = forecasts;
        this.tradedSoFar = tradedSoFar;
        this.agent = agent;
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

    /** What is traded is read after the book: no slot that is sealed in it can change any more. */
    private Uni<Void> trade(CommunityBook book, MarketTerms terms, Slot slot, Set<AccountId> decided, Instant now) {
        return forecasts
                .round(book.community(), terms, slot, now)
                .chain(round -> tradedSoFar
                        .around(slot, book.community(), terms.whereabouts())
                        .chain(traded ->
                                trade(new Turn(book, accounts(book), terms, slot, now, round, traded), decided)));
    }

    private static Set<AccountId> accounts(CommunityBook book) {
        return book.members().stream().map(Member::account).collect(Collectors.toSet());
    }

    /** All that the orders of a slot rest on. */
    private record Turn(
            CommunityBook book,
            Set<AccountId> accounts,
            MarketTerms terms,
            Slot slot,
            Instant now,
            HomeForecasts.Round forecasts,
            Map<AccountId, TradedSoFar.Periods> traded) {

        CapRoom room(HeldMandate mandate, HouseholdRules rules) {
            TradedSoFar.Periods periods = traded.getOrDefault(mandate.account(), TradedSoFar.Periods.NOTHING);
            MandateRoom left = book.mandateRoom(mandate, slot);
            return CapRoom.of(rules.caps(), periods.day(), periods.month()).within(left.energy(), left.spend());
        }

        /** As long as the slot before is open, nobody can say what is left of a cap. */
        boolean holds(HouseholdRules rules) {
            return rules.caps() != null && !book.nextSlot().equals(Optional.of(slot));
        }
    }

    private Uni<Void> trade(Turn turn, Set<AccountId> decided) {
        CommunityBook book = turn.book();
        Set<AccountId> done = new HashSet<>(decided);
        Set<MeterId> unheard = new HashSet<>();
        boolean held = false;
        List<TradingAgent.Wish> orders = new ArrayList<>();
        for (Member member : automatic(book)) {
            List<Telemetry> recent = telemetry.recent(member.meter(), turn.now());
            HouseholdRules rules = Objects.requireNonNull(member.rules(), "automatic members have rules");
            if (done.contains(member.account())) {
                continue;
            }
            if (recent.isEmpty()) {
                unheard.add(member.meter());
            } else if (turn.holds(rules)) {
                held = true;
            } else {
                done.add(member.account());
                NetEnergy expected = turn.forecasts().of(member.meter(), recent, rules.batteryReservePercent());
                if (book.isOpenAccount(member.account())
                        && book.sideOf(member.account(), turn.slot()).isEmpty()) {
                    book.mandate(member.account())
                            .filter(mandate -> mayUse(mandate, member, turn.slot()))
                            .flatMap(mandate -> order(turn, member, rules, mandate, expected)
                                    .map(order -> new TradingAgent.Wish(order, mandate)))
                            .ifPresent(orders::add);
                }
            }
        }
        Placed after = new Placed(turn.slot(), done, unheard, held);
        return place(book.community(), turn.slot(), orders, turn.now())
                .invoke(() -> placed.put(book.community(), after))
                .chain(() -> turn.forecasts().keep());
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
                || before.held()
                || before.unheard().stream()
                        .anyMatch(meter -> !telemetry.recent(meter, now).isEmpty());
    }

    private boolean mayUse(HeldMandate mandate, Member member, Slot slot) {
        return agent.mayUse(mandate, slot) && mandate.mandate().owner().equals(member.wallet());
    }

    private static Optional<OrderDraft> order(
            Turn turn, Member member, HouseholdRules rules, HeldMandate mandate, NetEnergy expected) {
        CommunityBook book = turn.book();
        Slot slot = turn.slot();
        // A continuous market knows no partners.
        OrderWishes wishes = turn.terms().continuous()
                ? OrderWishes.NONE
                : OrderWishes.of(member.at(slot.start()), turn.accounts(), mandate.mandate());
        return HouseholdTrader.decide(
                        rules.within(mandate.mandate()),
                        slot,
                        derated(expected, book.reliability(member.account())),
                        book.free(member.account()),
                        turn.room(mandate, rules),
                        turn.terms().tick(),
                        wishes.favour())
                .map(intent -> new OrderDraft(
                        new OrderId(CommandId.derived(
                                        "automatic-order", book.community(), slot.start() + "|" + member.account())
                                .value()),
                        member.account(),
                        member.zone(),
                        intent.side(),
                        slot.start(),
                        intent.energy().wattHours(),
                        intent.limit().microPerKwh(),
                        wishes.terms(intent)));
    }

    /** Of a surplus, what experience says will be there; a need is what it is. */
    private static NetEnergy derated(NetEnergy expected, Reliability reliability) {
        Energy surplus = expected.surplus();
        return surplus.isZero()
                ? expected
                : new NetEnergy(-reliability.of(surplus).wattHours());
    }

    private Uni<Void> place(CommunityId community, Slot slot, List<TradingAgent.Wish> orders, Instant now) {
        if (orders.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        TradingAgent.Batch batch = agent.sign(community, slot, orders, now);
        List<BookCommand> commands = new ArrayList<>();
        for (int first = 0; first < orders.size(); first += config.ordersPerCommand()) {
            List<BookCommand.UnderMandate> chunk =
                    batch.orders().subList(first, Math.min(first + config.ordersPerCommand(), orders.size()));
            // Named by what is in it: after a start the first chunk may hold other orders than before.
            List<OrderId> ids = chunk.stream().map(wish -> wish.draft().id()).toList();
            commands.add(new BookCommand.PlaceUnderMandate(
                    CommandId.derived("automatic-orders", community, ids), community, now, batch.signed(), chunk));
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
