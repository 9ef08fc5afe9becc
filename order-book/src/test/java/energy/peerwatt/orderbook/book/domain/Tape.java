package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plays commands to a book and keeps what came of them. Ten o'clock; the first slot is 10:30, its gate 10:25. */
final class Tape {
    static final CommunityId COMMUNITY = new CommunityId(new UUID(1, 1));
    static final GridZoneId ZONE = new GridZoneId("street");
    static final Instant FIRST = Instant.parse("2026-06-01T10:30:00Z");
    static final MarketTerms TERMS = new MarketTerms(
            Duration.ofMinutes(15), Duration.ofMinutes(5), PriceRule.EQUILIBRIUM, new Price(1_000), FIRST);
    static final AccountId ANNA = account(1);
    static final AccountId BEN = account(2);
    static final AccountId CARLA = account(3);
    static final long PLENTY = 1_000_000_000_000L;

    final CommunityBook book;
    final List<BookCommand> played = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    Instant now = Instant.parse("2026-06-01T10:00:00Z");
    private int commands;
    private int orders;
    private long sequence;

    Tape(CommunityBook book) {
        this.book = book;
    }

    static AccountId account(int number) {
        return new AccountId(new UUID(2, number));
    }

    static Slot slot(int index) {
        return new Slot(FIRST.plus(Duration.ofMinutes(15L * index)), Duration.ofMinutes(15));
    }

    /** A street with three members, each with plenty to spend. */
    static Tape street() {
        Tape tape = new Tape(CommunityBook.restore(CommunityState.unknown(COMMUNITY)));
        tape.play(new BookCommand.DefineCommunity(tape.id(), COMMUNITY, tape.now, TERMS));
        tape.play(new BookCommand.DefineZone(
                tape.id(), COMMUNITY, tape.now, Zone.ofCommunity(ZONE, new Price(20_000)), null));
        for (AccountId account : List.of(ANNA, BEN, CARLA)) {
            tape.play(new BookCommand.DefineMember(tape.id(), COMMUNITY, tape.now, member(account)));
            tape.balance(account, PLENTY);
        }
        tape.effects.clear();
        return tape;
    }

    /** As {@link #street()}, with auctions every five minutes. */
    static Tape auctioning() {
        Tape tape = street();
        tape.play(new BookCommand.DefineCommunity(
                tape.id(), COMMUNITY, tape.now, TERMS.auctionsEvery(Duration.ofMinutes(5))));
        tape.effects.clear();
        return tape;
    }

    static Member member(AccountId account) {
        String number = "%040x".formatted(account.value().getLeastSignificantBits());
        return new Member(
                account,
                "0x" + number,
                new MeterId(account.value()),
                ZONE,
                new Price(80_000),
                new Price(300_000),
                null);
    }

    Tape at(String time) {
        return at(Instant.parse("2026-06-01T" + time + "Z"));
    }

    Tape at(Instant time) {
        now = time;
        return this;
    }

    Outcome play(BookCommand command) {
        played.add(command);
        Outcome outcome = book.apply(command);
        if (outcome instanceof Outcome.Done(List<Effect> done)) {
            effects.addAll(done);
        }
        return outcome;
    }

    CommandId id() {
        return new CommandId(new UUID(3, ++commands));
    }

    OrderDraft draft(AccountId account, Side side, Slot slot, long wh, long limit) {
        return new OrderDraft(new OrderId(new UUID(4, ++orders)), account, ZONE, side, slot.start(), wh, limit);
    }

    OrderId place(AccountId account, Side side, Slot slot, long wh, long limit) {
        OrderDraft draft = draft(account, side, slot, wh, limit);
        place(draft);
        return draft.id();
    }

    /** @return the codes of all violations, empty when the order was taken */
    List<String> place(OrderDraft draft) {
        Outcome outcome = play(new BookCommand.PlaceOrders(id(), COMMUNITY, now, List.of(draft)));
        if (!(outcome instanceof Outcome.Done(List<Effect> done))) {
            throw new AssertionError("the whole command was refused: " + outcome);
        }
        return done.stream()
                .filter(Effect.OrderRefused.class::isInstance)
                .flatMap(effect -> ((Effect.OrderRefused) effect).violations().stream())
                .map(Violation::code)
                .toList();
    }

    Outcome cancel(OrderId order) {
        return play(new BookCommand.CancelOrder(id(), COMMUNITY, now, order));
    }

    /** Holds the auctions that are due at this moment, five minutes apart. */
    Outcome auctions() {
        Instant tick = Instant.ofEpochSecond(now.getEpochSecond() / 300 * 300);
        return play(BookCommand.HoldAuctions.of(COMMUNITY, tick, now));
    }

    Outcome close(Slot slot) {
        return play(BookCommand.CloseGate.of(COMMUNITY, slot.start(), now));
    }

    void balance(AccountId account, long nano) {
        balance(null, account, nano);
    }

    void balance(@Nullable Slot settled, AccountId account, long nano) {
        play(BookCommand.UpdateBalances.of(
                new BalancesChanged(
                        COMMUNITY,
                        ++sequence,
                        settled,
                        List.of(new BalancesChanged.Balance(account, Money.ofNano(nano)))),
                now));
    }

    <E extends Effect> List<E> effects(Class<E> type) {
        return effects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The same order, saying this as well. */
    static OrderDraft saying(OrderDraft draft, OrderTerms terms) {
        return new OrderDraft(
                draft.id(),
                draft.account(),
                draft.zone(),
                draft.side(),
                draft.slotStart(),
                draft.energyWh(),
                draft.limitMicroPerKwh(),
                terms);
    }
}
