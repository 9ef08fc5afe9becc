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
import static org.assertj.core.api.Assertions.tuple;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.evidence.book.SealedBook.Mode;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Neighbours;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Markets in which orders meet as they come, worked out by hand. The local fee of the street is 2 ct. */
class ContinuousMarketTest {
    private final Tape tape = Tape.street();

    @Test
    void theCheapestOfferFirstEachAtItsPriceAndTheRestWaits() {
        market(Mode.CONTINUOUS_ASK);
        OrderId dear = tape.place(CARLA, SELL, slot(0), 300, 90_000);
        OrderId cheap = tape.at("10:01:00").place(ANNA, SELL, slot(0), 300, 80_000);
        OrderId far = tape.at("10:02:00").place(ANNA, SELL, slot(0), 300, 190_000);

        OrderId bid = tape.at("10:03:00").place(BEN, BUY, slot(0), 400, 200_000);

        assertThat(fills())
                .containsExactlyInAnyOrder(tuple(cheap, bid, 300L, 80_000L), tuple(dear, bid, 100L, 90_000L));
        BookLine round = rounds().getFirst();
        assertThat(round.book().mode()).isEqualTo(Mode.CONTINUOUS_ASK);
        assertThat(round.book().last()).isFalse();
        assertThat(round.book().orders())
                .extracting(SealedBook.Order::id)
                .containsExactlyInAnyOrder(dear, cheap, far, bid);
        assertThat(tape.book.openOrders())
                .extracting(Order::id, Order::left)
                .containsExactlyInAnyOrder(tuple(dear, new Energy(200)), tuple(far, new Energy(300)));
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - 300 * 100_000L - 100 * 110_000L));
    }

    @Test
    void whoCameFirstIsServedFirstAtEqualPrices() {
        market(Mode.CONTINUOUS_ASK);
        OrderId first = tape.place(CARLA, SELL, slot(0), 100, 90_000);
        OrderId second = tape.at("10:01:00").place(ANNA, SELL, slot(0), 100, 90_000);

        OrderId bid = tape.at("10:02:00").place(BEN, BUY, slot(0), 150, 200_000);

        assertThat(fills())
                .containsExactlyInAnyOrder(tuple(first, bid, 100L, 90_000L), tuple(second, bid, 50L, 90_000L));
    }

    @Test
    void thePriceIsTheAskOrThatOfTheOlderOrder() {
        market(Mode.CONTINUOUS_ASK);
        tape.place(BEN, BUY, slot(0), 100, 200_000);
        tape.at("10:01:00").place(ANNA, SELL, slot(0), 100, 90_000);
        assertThat(rounds().getLast().result().fills()).extracting(Fill::price).containsExactly(new Price(90_000));

        Tape older = Tape.street();
        market(older, Mode.CONTINUOUS_OLDER);
        older.place(BEN, BUY, slot(0), 100, 200_000);
        older.at("10:01:00").place(ANNA, SELL, slot(0), 100, 90_000);
        // 20 ct less the fee of 2.
        assertThat(older.effects(Effect.RoundHeld.class)
                        .getLast()
                        .line()
                        .result()
                        .fills())
                .extracting(Fill::price, Fill::buyerPays)
                .containsExactly(tuple(new Price(180_000), new Price(200_000)));
    }

    /** C13. */
    @Test
    void aBidTakesWhatADirectBuyLeft() {
        market(Mode.CONTINUOUS_ASK);
        OrderId first = tape.place(ANNA, SELL, slot(0), 1_000, 90_000);
        OrderDraft offer = Tape.saying(tape.draft(CARLA, SELL, slot(0), 2_000, 100_000), OrderTerms.NONE.forAll());
        assertThat(tape.at("10:01:00").place(offer)).isEmpty();
        OrderDraft direct =
                Tape.saying(tape.draft(BEN, BUY, slot(0), 1_000, 120_000), OrderTerms.buying(offer.id(), null));
        assertThat(tape.at("10:02:00").place(direct)).isEmpty();

        OrderId bid = tape.at("10:03:00").place(BEN, BUY, slot(0), 2_000, 120_000);

        assertThat(fills())
                .containsExactlyInAnyOrder(
                        tuple(offer.id(), direct.id(), 1_000L, 100_000L),
                        tuple(first, bid, 1_000L, 90_000L),
                        tuple(offer.id(), bid, 1_000L, 100_000L));
        assertThat(tape.book.openOrders()).isEmpty();
    }

    @Test
    void theGateClosesTheSlotWithTheLastRound() {
        market(Mode.CONTINUOUS_ASK);
        tape.place(ANNA, SELL, slot(0), 300, 90_000);
        OrderId rest = tape.at("10:01:00").place(BEN, BUY, slot(0), 400, 200_000);
        tape.at("10:25:00").close(slot(0));

        assertThat(rounds())
                .extracting(
                        line -> line.book().round(),
                        line -> line.book().last(),
                        line -> line.book().mode())
                .containsExactly(tuple(0, false, Mode.CONTINUOUS_ASK), tuple(1, true, Mode.CONTINUOUS_ASK));
        assertThat(rounds().getLast().book().previousBook())
                .isEqualTo(rounds().getFirst().bookHash());
        assertThat(tape.effects(Effect.OrderEnded.class))
                .contains(new Effect.OrderEnded(rest, OrderState.PARTIALLY_FILLED, new Energy(300)));
        assertThat(tape.book.free(BEN)).isEqualTo(Money.ofNano(PLENTY - 300 * 110_000L));
    }

    @Test
    void whoWantsNoSmallPartsIsPassedBy() {
        market(Mode.CONTINUOUS_ASK);
        OrderDraft large = Tape.saying(
                tape.draft(ANNA, SELL, slot(0), 500, 80_000),
                new OrderTerms(null, null, new Energy(300), null, List.of(), null, List.of()));
        assertThat(tape.place(large)).isEmpty();
        OrderId any = tape.at("10:01:00").place(CARLA, SELL, slot(0), 100, 90_000);

        OrderId bid = tape.at("10:02:00").place(BEN, BUY, slot(0), 200, 200_000);

        assertThat(fills()).containsExactly(tuple(any, bid, 100L, 90_000L));
        assertThat(tape.book.openOrders()).extracting(Order::id).containsExactlyInAnyOrder(large.id(), bid);
    }

    @Test
    void anOrderThatHoldsLaterMeetsTheOthersAtTheNextTick() {
        market(Mode.CONTINUOUS_ASK, Duration.ofMinutes(5));
        tape.place(ANNA, SELL, slot(0), 100, 90_000);
        OrderDraft later = Tape.saying(
                tape.draft(BEN, BUY, slot(0), 100, 200_000),
                new OrderTerms(Instant.parse("2026-06-01T10:04:00Z"), null, null, null, List.of(), null, List.of()));
        assertThat(tape.at("10:01:00").place(later)).isEmpty();
        assertThat(rounds()).isEmpty();

        tape.at("10:05:00").auctions();

        assertThat(rounds()).extracting(line -> line.result().volume()).containsExactly(new Energy(100));
    }

    @Test
    void anotherLimitComesAnewAndMeetsTheOthers() {
        market(Mode.CONTINUOUS_ASK);
        tape.place(ANNA, SELL, slot(0), 100, 90_000);
        OrderId low = tape.at("10:01:00").place(BEN, BUY, slot(0), 100, 90_000);
        assertThat(rounds()).isEmpty();
        OrderDraft higher = tape.draft(BEN, BUY, slot(0), 100, 110_000);

        tape.at("10:02:00").play(new BookCommand.ReplaceOrder(tape.id(), COMMUNITY, tape.now, low, higher));

        assertThat(rounds()).extracting(line -> line.result().volume()).containsExactly(new Energy(100));
    }

    @Test
    void theModeStaysWhileSomebodyWaitsOrHasTraded() {
        OrderId order = tape.place(ANNA, SELL, slot(0), 100, 90_000);
        assertThat(define(tape, Mode.CONTINUOUS_ASK, null)).asString().contains("mode-in-use");
        tape.cancel(order);
        assertThat(define(tape, Mode.CONTINUOUS_ASK, null)).isInstanceOf(Outcome.Done.class);
        tape.place(ANNA, SELL, slot(0), 100, 90_000);
        tape.at("10:01:00").place(BEN, BUY, slot(0), 100, 200_000);
        assertThat(tape.book.openOrders()).isEmpty();
        assertThat(define(tape, Mode.AUCTION, null)).asString().contains("mode-in-use");
        tape.at("10:25:00").close(slot(0));
        assertThat(define(tape, Mode.AUCTION, null)).isInstanceOf(Outcome.Done.class);
        assertThat(tape.book.terms()).contains(Tape.TERMS);
    }

    @Test
    void nothingIsGivenAwayAndNobodyIsNominated() {
        HouseholdRules gives =
                new HouseholdRules(true, Price.ZERO, Price.ZERO, 0, null, null, new Neighbours(List.of(), BEN, false));
        BookCommand rules = new BookCommand.DefineRules(tape.id(), COMMUNITY, tape.now, ANNA, gives);
        tape.play(rules);
        assertThat(define(tape, Mode.CONTINUOUS_ASK, null)).asString().contains("only-in-auctions", ANNA.toString());
        HouseholdRules keeps = new HouseholdRules(true, Price.ZERO, Price.ZERO, 0);
        tape.play(new BookCommand.DefineRules(tape.id(), COMMUNITY, tape.now, ANNA, keeps));
        assertThat(define(tape, Mode.CONTINUOUS_ASK, null)).isInstanceOf(Outcome.Done.class);

        assertThat(tape.play(new BookCommand.DefineRules(tape.id(), COMMUNITY, tape.now, ANNA, gives)))
                .asString()
                .contains("only-in-auctions");
        assertThat(tape.place(Tape.saying(
                        tape.draft(ANNA, SELL, slot(0), 10, 90_000), OrderTerms.nominating(List.of(CARLA), BEN))))
                .containsExactly("only-in-auctions", "only-in-auctions");
    }

    private void market(Mode mode) {
        market(tape, mode);
    }

    private static void market(Tape tape, Mode mode) {
        assertThat(define(tape, mode, null)).isInstanceOf(Outcome.Done.class);
        tape.effects.clear();
    }

    private void market(Mode mode, Duration every) {
        assertThat(define(tape, mode, every)).isInstanceOf(Outcome.Done.class);
        tape.effects.clear();
    }

    private static Outcome define(Tape tape, Mode mode, Duration every) {
        MarketTerms terms = Tape.TERMS.auctionsEvery(every).meeting(mode);
        return tape.play(new BookCommand.DefineCommunity(tape.id(), COMMUNITY, tape.now, terms));
    }

    private List<BookLine> rounds() {
        return tape.effects(Effect.RoundHeld.class).stream()
                .map(Effect.RoundHeld::line)
                .toList();
    }

    private List<Tuple> fills() {
        return rounds().stream()
                .flatMap(line -> line.result().fills().stream())
                .map(fill -> tuple(
                        fill.sell(),
                        fill.buy(),
                        fill.energy().wattHours(),
                        fill.price().microPerKwh()))
                .toList();
    }
}
