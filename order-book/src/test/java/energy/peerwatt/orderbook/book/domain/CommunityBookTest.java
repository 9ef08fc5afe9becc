package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.messages.evidence.Side.BUY;
import static energy.peerwatt.messages.evidence.Side.SELL;
import static energy.peerwatt.orderbook.book.domain.Tape.ANNA;
import static energy.peerwatt.orderbook.book.domain.Tape.BEN;
import static energy.peerwatt.orderbook.book.domain.Tape.CARLA;
import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.PLENTY;
import static energy.peerwatt.orderbook.book.domain.Tape.ZONE;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommunityBookTest {
    private final Tape tape = Tape.street();

    @Test
    void ordersTradeAtTheGateAndReservationsShrinkToWhatWasBought() {
        OrderId sell = tape.place(ANNA, SELL, slot(0), 1_000, 100_000);
        OrderId buy = tape.place(BEN, BUY, slot(0), 600, 250_000);
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - 600 * 250_000L));

        tape.at("10:25:00").close(slot(0));

        assertThat(tape.effects(Effect.OrderEnded.class))
                .containsExactly(
                        new Effect.OrderEnded(sell, OrderState.PARTIALLY_FILLED, new Energy(600)),
                        new Effect.OrderEnded(buy, OrderState.FILLED, new Energy(600)));
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - 600 * 120_000L));
        SealedBook sealed =
                tape.effects(Effect.RoundHeld.class).getFirst().line().book();
        assertThat(sealed.orders().getFirst().floor()).isEqualTo(new Price(80_000));
        assertThat(sealed.orders().getLast().cap()).isEqualTo(new Price(300_000));
    }

    @Test
    void anUnfilledPurchaseFreesItsWholeReservation() {
        tape.place(BEN, BUY, slot(0), 600, 250_000);

        tape.at("10:25:00").close(slot(0));

        assertThat(tape.effects(Effect.OrderEnded.class))
                .extracting(Effect.OrderEnded::state)
                .containsExactly(OrderState.UNFILLED);
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY));
    }

    @Test
    void aSettledSlotReleasesWhatItReserved() {
        tape.place(ANNA, SELL, slot(0), 1_000, 100_000);
        tape.place(BEN, BUY, slot(0), 600, 250_000);
        tape.place(BEN, BUY, slot(1), 10, 100_000);
        tape.at("10:25:00").close(slot(0));

        tape.balance(slot(0), BEN, PLENTY - 72_000_000L);

        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - 72_000_000L - 1_000_000L));
    }

    @Test
    void balancesOfASlotThatIsStillOpenReleaseNothing() {
        tape.place(BEN, BUY, slot(0), 600, 250_000);

        tape.balance(slot(0), BEN, PLENTY);

        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - 150_000_000L));
    }

    @Test
    void olderBalancesAreIgnored() {
        BalancesChanged late =
                new BalancesChanged(COMMUNITY, 1, null, List.of(new BalancesChanged.Balance(BEN, Money.ofNano(5))));

        Outcome outcome = tape.play(BookCommand.UpdateBalances.of(late, Tape.FIRST));

        assertThat(outcome).isEqualTo(new Outcome.Done(List.of()));
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY));
    }

    @Test
    void aCancelledOrderLeavesTheBookAndMakesRoomForTheOtherSide() {
        OrderId order = tape.place(BEN, BUY, slot(0), 600, 250_000);
        assertThat(tape.place(tape.draft(BEN, SELL, slot(0), 1, 100_000))).containsExactly("self-match");

        assertThat(tape.cancel(order)).isInstanceOf(Outcome.Done.class);

        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY));
        assertThat(tape.place(tape.draft(BEN, SELL, slot(0), 1, 100_000))).isEmpty();
        assertThat(tape.cancel(order)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void afterTheGateNothingIsCancelled() {
        OrderId order = tape.place(BEN, BUY, slot(0), 600, 250_000);

        assertThat(tape.at("10:25:00").cancel(order)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void oneRefusalNamesEverything() {
        OrderDraft draft = new OrderDraft(
                new OrderId(new UUID(9, 9)),
                Tape.account(77),
                new GridZoneId("elsewhere"),
                BUY,
                Tape.FIRST.plusSeconds(1),
                -5,
                -1);

        assertThat(tape.place(draft))
                .containsExactly(
                        "account-unknown",
                        "zone-unknown",
                        "energy-out-of-range",
                        "limit-out-of-range",
                        "limit-off-tick",
                        "slot-not-aligned");
    }

    @Test
    void eachRuleRefusesWhatItIsNamedFor() {
        assertThat(tape.place(tape.draft(ANNA, SELL, slot(0), 0, 1_000))).containsExactly("energy-out-of-range");
        assertThat(tape.place(tape.draft(ANNA, SELL, slot(0), 0x1_0000_0000L, 1_000)))
                .containsExactly("energy-out-of-range");
        assertThat(tape.place(tape.draft(ANNA, SELL, slot(0), 1, 1_001))).containsExactly("limit-off-tick");
        assertThat(tape.place(tape.draft(ANNA, SELL, slot(0), 1, 5_000_000_000L)))
                .containsExactly("limit-out-of-range");
        assertThat(tape.place(tape.draft(ANNA, SELL, slot(-1), 1, 1_000))).containsExactly("slot-before-first");
        assertThat(tape.place(tape.draft(ANNA, SELL, slot(95), 1, 1_000))).containsExactly("slot-too-far");
        assertThat(tape.place(tape.draft(ANNA, SELL, slot(94), 1, 1_000))).isEmpty();
        assertThat(tape.place(tape.draft(BEN, BUY, slot(0), 1_000_001, 1_000_000)))
                .containsExactly("balance-too-low");
        OrderDraft first = tape.draft(CARLA, SELL, slot(0), 1, 1_000);
        assertThat(tape.place(first)).isEmpty();
        assertThat(tape.place(first)).containsExactly("order-id-used");
        assertThat(tape.at("10:25:00").place(tape.draft(ANNA, SELL, slot(0), 1, 1_000)))
                .containsExactly("after-gate");
        tape.close(slot(0));
        assertThat(tape.place(tape.draft(ANNA, SELL, slot(0), 1, 1_000))).containsExactly("slot-sealed");
    }

    @Test
    void theLargestPurchaseDoesNotOverflowTheCheckOfItsBalance() {
        assertThat(tape.place(tape.draft(BEN, BUY, slot(0), 0xFFFF_FFFFL, Price.MAX / 1_000 * 1_000)))
                .containsExactly("balance-too-low");
    }

    @Test
    void reservationsOfSeveralSlotsAddUp() {
        tape.balance(BEN, 100_000);
        assertThat(tape.place(tape.draft(BEN, BUY, slot(0), 60, 1_000))).isEmpty();
        assertThat(tape.place(tape.draft(BEN, BUY, slot(1), 41, 1_000))).containsExactly("balance-too-low");
        assertThat(tape.place(tape.draft(BEN, BUY, slot(1), 40, 1_000))).isEmpty();
    }

    @Test
    void aMemberWhoseAccountNobodyNamedCannotTrade() {
        tape.play(new BookCommand.DefineMember(
                new CommandId(new UUID(5, 5)), COMMUNITY, Tape.FIRST, Tape.member(Tape.account(4))));

        assertThat(tape.place(tape.draft(Tape.account(4), SELL, slot(0), 1, 1_000)))
                .containsExactly("account-not-open");
    }

    @Test
    void slotsAreSealedInOrderNeverEarlyAndOnlyOnce() {
        assertThat(tape.close(slot(0))).as("the gate is open").isInstanceOf(Outcome.Refused.class);
        tape.at("10:40:00");
        assertThat(tape.close(slot(1))).as("slot 0 is missing").isInstanceOf(Outcome.Refused.class);
        assertThat(tape.close(slot(0))).isInstanceOf(Outcome.Done.class);
        assertThat(tape.close(slot(1))).isInstanceOf(Outcome.Done.class);
        assertThat(tape.close(slot(0))).isEqualTo(new Outcome.Done(List.of()));
        assertThat(tape.effects(Effect.RoundHeld.class)).hasSize(2);
    }

    @Test
    void aMarketKeepsItsGridOfSlotsButMayChangeItsGate() {
        MarketTerms otherLength = new MarketTerms(
                Duration.ofMinutes(30), Duration.ofMinutes(5), Tape.TERMS.rule(), Tape.TERMS.tick(), Tape.FIRST);
        MarketTerms otherGate = new MarketTerms(
                Duration.ofMinutes(15), Duration.ofMinutes(10), Tape.TERMS.rule(), Tape.TERMS.tick(), Tape.FIRST);

        assertThat(define(otherLength)).isInstanceOf(Outcome.Refused.class);
        assertThat(define(otherGate)).isInstanceOf(Outcome.Done.class);

        assertThat(tape.at("10:20:00").place(tape.draft(ANNA, SELL, slot(0), 1, 1_000)))
                .containsExactly("after-gate");
    }

    private Outcome define(MarketTerms terms) {
        return tape.play(new BookCommand.DefineCommunity(
                new CommandId(new UUID(6, terms.hashCode())), COMMUNITY, Tape.FIRST, terms));
    }

    @Test
    void metersAndWalletsBelongToOneMember() {
        Member anna = Tape.member(ANNA);
        Member thief =
                new Member(Tape.account(9), anna.wallet(), anna.meter(), ZONE, anna.feedIn(), anna.retail(), null);

        Outcome outcome =
                tape.play(new BookCommand.DefineMember(new CommandId(new UUID(7, 7)), COMMUNITY, Tape.FIRST, thief));

        assertThat(((Outcome.Refused) outcome).violations())
                .extracting(Violation::code)
                .containsExactly("meter-taken", "wallet-taken");
    }

    @Test
    void nothingHappensInACommunityThatNobodyDefined() {
        CommunityBook unknown = CommunityBook.restore(CommunityState.unknown(COMMUNITY));

        Outcome outcome = unknown.apply(BookCommand.CloseGate.of(COMMUNITY, Tape.FIRST, Tape.FIRST));

        assertThat(((Outcome.Refused) outcome).violations())
                .extracting(Violation::code)
                .containsExactly("community-unknown");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theSameCommandsGiveTheSameEffectsAndHashes(long seed) {
        randomDay(tape, seed);

        Tape replay = new Tape(CommunityBook.restore(CommunityState.unknown(COMMUNITY)));
        tape.played.forEach(replay::play);

        assertThat(replay.effects).endsWith(tape.effects.toArray(Effect[]::new));
        assertThat(hashes(replay)).isNotEmpty().isEqualTo(hashes(tape));
    }

    private static List<Hash32> hashes(Tape tape) {
        return tape.effects(Effect.RoundHeld.class).stream()
                .map(closed -> closed.line().resultHash())
                .toList();
    }

    private static void randomDay(Tape tape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<AccountId> members = List.of(ANNA, BEN, CARLA);
        for (int i = 0; i < 12; i++) {
            for (int order = 0; order < 6; order++) {
                OrderId id = tape.place(
                        members.get(random.nextInt(3)),
                        random.nextBoolean() ? SELL : BUY,
                        slot(i + random.nextInt(3)),
                        random.nextInt(-5, 2_000),
                        random.nextInt(0, 300) * 1_000L);
                if (random.nextInt(5) == 0) {
                    tape.cancel(id);
                }
            }
            tape.at(slot(i).start().minus(Tape.TERMS.gateClosure()).toString().substring(11, 19));
            tape.close(slot(i));
            tape.balance(slot(i), BEN, PLENTY + random.nextInt(1_000));
        }
    }
}
