package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.messages.evidence.Side.BUY;
import static energy.peerwatt.messages.evidence.Side.SELL;
import static energy.peerwatt.orderbook.book.domain.Tape.ANNA;
import static energy.peerwatt.orderbook.book.domain.Tape.BEN;
import static energy.peerwatt.orderbook.book.domain.Tape.CARLA;
import static energy.peerwatt.orderbook.book.domain.Tape.COMMUNITY;
import static energy.peerwatt.orderbook.book.domain.Tape.PLENTY;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.TariffChange;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rounds of a slot, worked out by hand: what is carried over, what is reserved, what the chain of rounds says. */
class RoundsTest {
    private final Tape tape = Tape.auctioning();

    @Test
    void whatIsLeftTradesInLaterRoundsUnderTheSameIdAndTime() {
        OrderId sell = tape.place(ANNA, SELL, slot(0), 1_000, 100_000);
        tape.at("10:01:00").place(BEN, BUY, slot(0), 300, 120_000);
        tape.at("10:05:00").auctions();
        tape.at("10:06:00").place(CARLA, BUY, slot(0), 200, 200_000);
        tape.at("10:10:00").auctions();
        tape.at("10:11:00").place(BEN, BUY, slot(0), 400, 150_000);
        tape.at("10:25:00").close(slot(0));

        List<BookLine> rounds = rounds();
        assertThat(rounds).extracting(line -> line.book().round()).containsExactly(0, 1, 2);
        assertThat(rounds).extracting(line -> line.book().last()).containsExactly(false, false, true);
        assertThat(rounds)
                .extracting(line -> line.result().volume().wattHours())
                .containsExactly(300L, 200L, 400L);
        assertThat(rounds.stream().map(line -> of(line, sell)))
                .extracting(order -> order.energy().wattHours())
                .containsExactly(1_000L, 700L, 500L);
        assertThat(rounds.stream().map(line -> of(line, sell)))
                .extracting(order -> order.whole().wattHours())
                .containsOnly(1_000L);
        assertThat(rounds.stream().map(line -> of(line, sell).leafHash(slot(0))))
                .containsOnly(of(rounds.get(0), sell).leafHash(slot(0)));
        assertThat(tape.effects(Effect.OrderFilled.class))
                .containsExactly(
                        new Effect.OrderFilled(sell, new Energy(300)), new Effect.OrderFilled(sell, new Energy(500)));
        assertThat(tape.effects(Effect.OrderEnded.class).getLast().order()).isNotEqualTo(sell);
        assertThat(tape.effects(Effect.OrderEnded.class))
                .contains(new Effect.OrderEnded(sell, OrderState.PARTIALLY_FILLED, new Energy(900)));
    }

    @Test
    void everyRoundNamesTheOneBefore() {
        tape.place(ANNA, SELL, slot(0), 1_000, 100_000);
        tape.place(BEN, BUY, slot(0), 300, 150_000);
        tape.at("10:05:00").auctions();
        tape.at("10:25:00").close(slot(0));

        BookLine first = rounds().getFirst();
        SealedBook last = rounds().getLast().book();
        assertThat(first.book().previousBook()).isNull();
        assertThat(last.previousBook()).isEqualTo(first.bookHash());
        assertThat(last.previousResult()).isEqualTo(first.resultHash());
    }

    @Test
    void aPartOfAPurchaseCostsWhatItCostsAndTheRestWhatItCould() {
        tape.place(ANNA, SELL, slot(0), 300, 100_000);
        tape.place(BEN, BUY, slot(0), 1_000, 400_000);
        tape.at("10:05:00").auctions();

        // The retail price of 30 ct caps what is paid.
        long cost = 300
                * rounds().getFirst().result().fills().getFirst().buyerPays().microPerKwh();
        assertThat(cost).isLessThan(300 * 400_000L);
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - cost - 700 * 400_000L));

        tape.at("10:25:00").close(slot(0));
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - cost));
    }

    @Test
    void aCancelledRestKeepsWhatWasBought() {
        tape.place(ANNA, SELL, slot(0), 300, 100_000);
        OrderId buy = tape.place(BEN, BUY, slot(0), 1_000, 200_000);
        tape.at("10:05:00").auctions();
        long cost = 300
                * rounds().getFirst().result().fills().getFirst().buyerPays().microPerKwh();

        tape.at("10:06:00").cancel(buy);

        assertThat(tape.effects(Effect.OrderEnded.class))
                .contains(new Effect.OrderEnded(buy, OrderState.CANCELLED, new Energy(300)));
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - cost));
    }

    @Test
    void aTickInWhichNothingTradesLeavesNothing() {
        tape.place(ANNA, SELL, slot(0), 300, 200_000);
        tape.place(BEN, BUY, slot(0), 300, 210_000);

        // The fee of 2 ct does not fit between them.
        assertThat(tape.at("10:05:00").auctions()).isEqualTo(new Outcome.Done(List.of()));
        tape.at("10:25:00").close(slot(0));
        assertThat(rounds()).extracting(line -> line.book().round()).containsExactly(0);
    }

    /** The books' own memory is looked at, for an auction that gives nothing and one that is not held look alike. */
    @Test
    void aBookInWhichNothingChangedIsNotClearedAgain() {
        BookContents book = new BookContents(CommunityState.unknown(COMMUNITY));
        Definitions definitions = new Definitions(book);
        Rounds rounds = new Rounds(book);
        MarketTerms terms = Tape.TERMS.auctionsEvery(Duration.ofMinutes(5));
        definitions.define(terms);
        definitions.define(fee(1, 20_000));
        definitions.define(Tape.member(ANNA));
        definitions.define(Tape.member(BEN));
        book.orders.add(new Order(
                new OrderId(new UUID(4, 1)),
                ANNA,
                Tape.ZONE,
                SELL,
                slot(0),
                new Energy(300),
                Energy.ZERO,
                new Price(200_000),
                tape.now));
        book.orders.add(new Order(
                new OrderId(new UUID(4, 2)),
                BEN,
                Tape.ZONE,
                BUY,
                slot(0),
                new Energy(300),
                Energy.ZERO,
                new Price(210_000),
                tape.now));

        // The fee of 2 ct does not fit between them.
        assertThat(rounds.auctions(tick("10:05:00"), terms)).isEqualTo(new Outcome.Done(List.of()));
        book.zones.define(fee(2, 10_000).zone(), slot(0).start());
        assertThat(rounds.auctions(tick("10:10:00"), terms))
                .as("nobody told, so it was not cleared again")
                .isEqualTo(new Outcome.Done(List.of()));
        definitions.define(fee(3, 0));
        assertThat(rounds.auctions(tick("10:15:00"), terms)).asString().contains("RoundHeld");
    }

    private static BookCommand.DefineZone fee(long version, long local) {
        return new BookCommand.DefineZone(
                new CommandId(new UUID(3, version)),
                COMMUNITY,
                Tape.FIRST,
                new Zone(Tape.ZONE, null, version, new Price(local), Price.ZERO, null, null),
                slot(0).start());
    }

    private static BookCommand.HoldAuctions tick(String time) {
        Instant at = Instant.parse("2026-06-01T" + time + "Z");
        return BookCommand.HoldAuctions.of(COMMUNITY, at, at);
    }

    @Test
    void auctionsAreOfTheMomentAndOfTheTerms() {
        tape.at("10:05:00");
        assertThat(tape.play(BookCommand.HoldAuctions.of(COMMUNITY, tape.now.plusSeconds(300), tape.now)))
                .isInstanceOf(Outcome.Refused.class);
        Tape atGatesOnly = Tape.street().at("10:05:00");
        assertThat(atGatesOnly.auctions()).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aSlotWhoseGateHasPassedWaitsForItsLastRound() {
        tape.place(ANNA, SELL, slot(0), 300, 100_000);
        tape.place(BEN, BUY, slot(0), 300, 200_000);

        assertThat(tape.at("10:25:00").auctions()).isEqualTo(new Outcome.Done(List.of()));
    }

    @Test
    void whoSoldInASlotBuysNothingThere() {
        tape.place(ANNA, SELL, slot(0), 300, 100_000);
        tape.place(BEN, BUY, slot(0), 300, 200_000);
        tape.at("10:05:00").auctions();

        assertThat(tape.place(tape.draft(ANNA, BUY, slot(0), 10, 200_000))).containsExactly("self-match");
        assertThat(tape.place(tape.draft(ANNA, BUY, slot(1), 10, 200_000))).isEmpty();
    }

    private void feedIn(AccountId account, long micro) {
        Member known = Tape.member(account);
        assertThat(tape.play(new BookCommand.DefineMember(
                        tape.id(),
                        COMMUNITY,
                        tape.now,
                        new Member(
                                account,
                                known.wallet(),
                                known.meter(),
                                known.zone(),
                                new Price(micro),
                                known.retail(),
                                null))))
                .isInstanceOf(Outcome.Done.class);
    }

    private Member anna() {
        return tape.book.members().stream()
                .filter(member -> member.account().equals(ANNA))
                .findFirst()
                .orElseThrow();
    }

    private List<Price> floors() {
        return rounds().stream()
                .flatMap(line -> line.book().orders().stream())
                .filter(order -> order.account().equals(ANNA))
                .map(order -> order.floor())
                .toList();
    }

    @Test
    void aTariffHoldsFromTheFirstSlotAfterTradesThatAreOpen() {
        tape.place(ANNA, SELL, slot(1), 300, 100_000);
        tape.place(BEN, BUY, slot(1), 200, 250_000);
        tape.at("10:05:00").auctions();

        feedIn(ANNA, 190_000);
        assertThat(anna().feedIn()).isEqualTo(new Price(80_000));
        assertThat(anna().coming())
                .containsExactly(new TariffChange(slot(2).start(), new Price(190_000), new Price(300_000)));
        tape.place(BEN, BUY, slot(1), 50, 250_000);
        tape.place(ANNA, SELL, slot(2), 300, 100_000);
        tape.place(BEN, BUY, slot(2), 300, 250_000);
        tape.at("10:10:00").auctions();
        assertThat(floors())
                .as("two rounds of one slot, one of the next")
                .containsExactly(new Price(80_000), new Price(80_000), new Price(190_000));

        tape.effects.clear();
        tape.at("10:25:00").close(slot(0));
        tape.at("10:40:00").close(slot(1));
        assertThat(tape.effects(Effect.MemberChanged.class)).isEmpty();
        tape.at("10:55:00").close(slot(2));
        assertThat(tape.effects(Effect.MemberChanged.class))
                .extracting(changed -> changed.member().feedIn())
                .containsExactly(new Price(190_000));
        assertThat(anna().coming()).isEmpty();
        assertThat(tape.effects.indexOf(tape.effects(Effect.MemberChanged.class).getFirst()))
                .as("known before the slot is cleared")
                .isLessThan(tape.effects.indexOf(
                        tape.effects(Effect.RoundHeld.class).getLast()));
    }

    @Test
    void aTariffThatChangesAgainOrBackBeforeItHoldsLeavesTradesTheirs() {
        tape.place(ANNA, SELL, slot(1), 300, 100_000);
        tape.place(BEN, BUY, slot(1), 300, 250_000);
        tape.at("10:05:00").auctions();
        feedIn(ANNA, 190_000);
        feedIn(ANNA, 70_000);
        assertThat(anna().coming()).extracting(TariffChange::feedIn).containsExactly(new Price(70_000));
        feedIn(ANNA, 80_000);
        assertThat(anna().coming()).isEmpty();

        feedIn(ANNA, 190_000);
        tape.place(ANNA, SELL, slot(3), 300, 200_000);
        tape.place(BEN, BUY, slot(3), 300, 290_000);
        tape.at("10:10:00").auctions();
        feedIn(ANNA, 60_000);
        assertThat(anna().coming()).extracting(TariffChange::from).containsExactly(slot(2).start(), slot(4).start());
    }

    @Test
    void whoHasNoOpenTradesHasItsTariffAtOnce() {
        tape.place(ANNA, SELL, slot(1), 300, 100_000);
        feedIn(ANNA, 190_000);
        assertThat(anna().feedIn()).isEqualTo(new Price(190_000));
        assertThat(anna().coming()).isEmpty();
    }

    @Test
    void aClosedZoneStandsAsItIsAndTrades() {
        OrderId sell = tape.place(ANNA, SELL, slot(0), 300, 100_000);
        tape.place(BEN, BUY, slot(0), 300, 200_000);
        assertThat(close(Tape.ZONE, slot(0))).isInstanceOf(Outcome.Done.class);

        assertThat(tape.place(tape.draft(CARLA, BUY, slot(0), 10, 200_000))).containsExactly("zone-closed");
        assertThat(tape.place(tape.draft(CARLA, BUY, slot(1), 10, 200_000))).isEmpty();
        assertThat(tape.cancel(sell)).isInstanceOf(Outcome.Refused.class);
        assertThat(close(Tape.ZONE, slot(0))).isEqualTo(new Outcome.Done(List.of()));
        tape.at("10:05:00").auctions();
        assertThat(rounds().getFirst().result().volume()).isEqualTo(new Energy(300));
        assertThat(tape.place(tape.draft(CARLA, BUY, slot(0), 10, 200_000)))
                .as("after a round, too")
                .containsExactly("zone-closed");
    }

    @Test
    void zonesBelowAClosedOneAreClosedToo() {
        GridZoneId district = new GridZoneId("district");
        define(new Zone(district, null, 1, Price.ZERO, Price.ZERO, null, null));
        define(new Zone(Tape.ZONE, district, 1, Price.ZERO, Price.ZERO, null, null));

        assertThat(close(district, slot(0))).isInstanceOf(Outcome.Done.class);

        assertThat(tape.place(tape.draft(CARLA, BUY, slot(0), 10, 200_000))).containsExactly("zone-closed");
    }

    @Test
    void onlyAZoneOfAnOpenSlotIsClosed() {
        assertThat(close(new GridZoneId("nowhere"), slot(0))).isInstanceOf(Outcome.Refused.class);
        tape.at("10:25:00").close(slot(0));
        assertThat(close(Tape.ZONE, slot(0))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aTickThatWaitingOrdersDoNotFitIsRefusedAndNamesThem() {
        OrderId order = tape.place(ANNA, SELL, slot(0), 300, 101_000);
        MarketTerms coarse = new MarketTerms(
                Tape.TERMS.slotLength(),
                Tape.TERMS.gateClosure(),
                Tape.TERMS.rule(),
                new Price(2_000),
                Tape.TERMS.firstSlot());

        Outcome refused = tape.play(new BookCommand.DefineCommunity(tape.id(), COMMUNITY, tape.now, coarse));

        assertThat(refused).isInstanceOf(Outcome.Refused.class).asString().contains("tick-in-use", order.toString());
        tape.cancel(order);
        assertThat(tape.play(new BookCommand.DefineCommunity(tape.id(), COMMUNITY, tape.now, coarse)))
                .isInstanceOf(Outcome.Done.class);
    }

    private Outcome close(GridZoneId zone, Slot slot) {
        return tape.play(new BookCommand.CloseZone(tape.id(), COMMUNITY, tape.now, zone, slot.start()));
    }

    private void define(Zone zone) {
        assertThat(tape.play(new BookCommand.DefineZone(tape.id(), COMMUNITY, tape.now, zone, slot(0).start())))
                .isInstanceOf(Outcome.Done.class);
    }

    private List<BookLine> rounds() {
        return tape.effects(Effect.RoundHeld.class).stream()
                .map(Effect.RoundHeld::line)
                .toList();
    }

    private static SealedBook.Order of(BookLine line, OrderId id) {
        return line.book().orders().stream()
                .filter(order -> order.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
