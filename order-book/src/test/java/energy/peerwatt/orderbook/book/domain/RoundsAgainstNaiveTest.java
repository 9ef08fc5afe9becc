package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.PLENTY;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random days of two zones below a third, three slots, placing, taking back, auctions and gates: what is carried over and
 * reserved is what a plain bookkeeping of all fills says, and a book restored before any command decides it the same.
 */
class RoundsAgainstNaiveTest {
    private static final GridZoneId ROOT = new GridZoneId("R");
    private static final GridZoneId[] ZONES = {new GridZoneId("A"), new GridZoneId("B")};
    private static final int MEMBERS = 8;
    /** 2,000 W for a quarter of an hour. */
    private static final long LIMIT = 500;

    private final Tape tape = Tape.auctioning();
    private final Map<OrderId, Order> waiting = new TreeMap<>();
    private final Map<Slot, List<BookLine>> rounds = new HashMap<>();
    private final List<ZoneDefinition> zones = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final Map<AccountId, Money> balances = new HashMap<>();
    private final Map<List<Object>, CommunityState.Reservation> reservations = new HashMap<>();
    private final Map<Slot, SlotProgress> progress = new HashMap<>();
    private Slot next = slot(0);
    private long sequence = 3;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 0; seed < 150; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRoundGoesOnWhereTheOneBeforeLeftIt(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // As the tape has it.
        zones.add(new ZoneDefinition(Zone.ofCommunity(Tape.ZONE, new Price(20_000)), slot(0).start()));
        define(new Zone(ROOT, null, 1, Price.ZERO, Price.ZERO, null, null));
        Power limit = new Power(LIMIT * 4);
        for (GridZoneId zone : ZONES) {
            define(new Zone(zone, ROOT, 1, Price.ZERO, new Price(5_000), limit, limit));
        }
        for (int i = 0; i < MEMBERS; i++) {
            join(i);
        }
        int held = 0;
        for (int minute = 1; minute <= 60; minute++) {
            tape.at(Instant.parse("2026-06-01T10:00:00Z").plusSeconds(60L * minute));
            for (int n = random.nextInt(4); n > 0; n--) {
                step(place(random));
            }
            if (random.nextInt(6) == 0 && !waiting.isEmpty()) {
                List<OrderId> ids = List.copyOf(waiting.keySet());
                step(new BookCommand.CancelOrder(tape.id(), COMMUNITY, tape.now, ids.get(random.nextInt(ids.size()))));
            }
            if (minute % 5 == 0) {
                step(BookCommand.HoldAuctions.of(COMMUNITY, tape.now, tape.now));
            }
            if (!tape.now.isBefore(Tape.TERMS.gateOf(next))) {
                step(BookCommand.CloseGate.of(COMMUNITY, next.start(), tape.now));
            }
        }
        for (List<BookLine> ofSlot : rounds.values()) {
            held += ofSlot.size();
        }
        assertThat(held).as("rounds of three slots").isGreaterThan(3);
    }

    private void define(Zone zone) {
        tape.play(new BookCommand.DefineZone(tape.id(), COMMUNITY, tape.now, zone, slot(0).start()));
        zones.add(new ZoneDefinition(zone, slot(0).start()));
    }

    private void join(int number) {
        AccountId account = Tape.account(100 + number);
        Member member = new Member(
                account,
                "0x" + "%040x".formatted(1_000 + number),
                new MeterId(new UUID(9, number)),
                ZONES[number % 2],
                new Price(80_000),
                new Price(300_000),
                null);
        tape.play(new BookCommand.DefineMember(tape.id(), COMMUNITY, tape.now, member));
        tape.balance(account, PLENTY);
        sequence++;
        members.add(member);
        balances.put(account, Money.ofNano(PLENTY));
    }

    private BookCommand place(SplittableRandom random) {
        int number = random.nextInt(MEMBERS);
        boolean sells = number < MEMBERS / 2;
        OrderDraft draft = new OrderDraft(
                new OrderId(new UUID(random.nextLong(), random.nextLong())),
                Tape.account(100 + number),
                ZONES[number % 2],
                sells ? Side.SELL : Side.BUY,
                slot(random.nextInt(3)).start(),
                1 + random.nextInt(400),
                1_000L * (sells ? 80 + random.nextInt(150) : 90 + random.nextInt(200)));
        return new BookCommand.PlaceOrders(tape.id(), COMMUNITY, tape.now, List.of(draft));
    }

    private void step(BookCommand command) {
        CommunityBook restored = CommunityBook.restore(new CommunityState(
                COMMUNITY,
                tape.book.terms().orElseThrow(),
                next,
                sequence,
                List.copyOf(zones),
                List.copyOf(members),
                balances,
                List.copyOf(reservations.values()),
                List.copyOf(waiting.values()),
                progress));
        Outcome outcome = tape.play(command);
        assertThat(restored.apply(command)).isEqualTo(outcome);
        if (outcome instanceof Outcome.Done(List<Effect> effects)) {
            Map<OrderId, Order> before = new TreeMap<>(waiting);
            effects.forEach(this::store);
            effects.stream()
                    .filter(Effect.RoundHeld.class::isInstance)
                    .forEach(effect -> check(((Effect.RoundHeld) effect).line(), before));
        }
        for (Member member : members) {
            assertThat(tape.book.free(member.account())).isEqualTo(Money.ofNano(PLENTY - reserved(member.account())));
        }
    }

    private void store(Effect effect) {
        switch (effect) {
            case Effect.OrderTaken(Order order) -> waiting.put(order.id(), order);
            case Effect.OrderFilled(OrderId id, Energy filled) ->
                waiting.computeIfPresent(id, (known, order) -> order.after(filled.minus(order.filled())));
            case Effect.OrderEnded ended -> waiting.remove(ended.order());
            case Effect.ReservationChanged(AccountId account, Slot slot, Money amount) -> {
                if (amount.equals(Money.ZERO)) {
                    reservations.remove(List.of(account, slot));
                } else {
                    reservations.put(List.of(account, slot), new CommunityState.Reservation(account, slot, amount));
                }
            }
            case Effect.RoundHeld(BookLine line, SlotProgress after) -> {
                Slot slot = line.book().slot();
                if (line.book().last()) {
                    progress.remove(slot);
                    next = slot.next();
                } else {
                    progress.put(slot, after);
                }
            }
            default -> {}
        }
    }

    /** @param before the orders as they waited when the command came */
    private void check(BookLine line, Map<OrderId, Order> before) {
        SealedBook book = line.book();
        List<BookLine> earlier = rounds.computeIfAbsent(book.slot(), slot -> new ArrayList<>());
        assertThat(book.round()).isEqualTo(earlier.size());
        assertThat(book.previousBook())
                .isEqualTo(earlier.isEmpty() ? null : earlier.getLast().bookHash());
        assertThat(book.previousResult())
                .isEqualTo(earlier.isEmpty() ? null : earlier.getLast().resultHash());
        assertThat(book.orders().stream().map(SealedBook.Order::id))
                .containsExactlyElementsOf(before.values().stream()
                        .filter(order -> order.slot().equals(book.slot()))
                        .map(Order::id)
                        .toList());
        for (SealedBook.Order order : book.orders()) {
            long filled = earlier.stream()
                    .flatMap(round -> round.result().fills().stream())
                    .filter(fill -> fill.sell().equals(order.id()) || fill.buy().equals(order.id()))
                    .mapToLong(fill -> fill.energy().wattHours())
                    .sum();
            assertThat(order.energy().wattHours())
                    .isEqualTo(before.get(order.id()).energy().wattHours() - filled)
                    .isPositive();
        }
        for (SealedBook.Zone zone : book.zones()) {
            if (zone.parent() != null) {
                long entered = entered(earlier, zone.id());
                assertThat(zone.importLimit()).isEqualTo(new Energy(LIMIT - entered));
                assertThat(zone.exportLimit()).isEqualTo(new Energy(LIMIT + entered));
            }
        }
        assertThat(book.last() || !line.result().fills().isEmpty()).isTrue();
        earlier.add(line);
    }

    private static long entered(List<BookLine> lines, GridZoneId zone) {
        long entered = 0;
        for (BookLine line : lines) {
            for (Fill fill : line.result().fills()) {
                entered += fill.to().equals(zone) ? fill.energy().wattHours() : 0;
                entered -= fill.from().equals(zone) ? fill.energy().wattHours() : 0;
            }
        }
        return entered;
    }

    /** What an account bought in all slots, and what its waiting orders could cost. */
    private long reserved(AccountId account) {
        long bought = rounds.values().stream()
                .flatMap(List::stream)
                .flatMap(line -> line.result().fills().stream())
                .filter(fill -> fill.buyer().equals(account))
                .mapToLong(fill -> fill.buyerPays().times(fill.energy()).nano())
                .sum();
        return bought
                + waiting.values().stream()
                        .filter(order -> order.account().equals(account) && order.side() == Side.BUY)
                        .mapToLong(order -> order.limit()
                                .times(order.energy().minus(order.filled()))
                                .nano())
                        .sum();
    }
}
