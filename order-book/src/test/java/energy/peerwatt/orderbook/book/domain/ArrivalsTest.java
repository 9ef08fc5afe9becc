package energy.peerwatt.orderbook.book.domain;

import static energy.peerwatt.messages.evidence.Side.BUY;
import static energy.peerwatt.messages.evidence.Side.SELL;
import static energy.peerwatt.orderbook.book.domain.Tape.ANNA;
import static energy.peerwatt.orderbook.book.domain.Tape.BEN;
import static energy.peerwatt.orderbook.book.domain.Tape.slot;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private final Tape tape = Tape.street();

    /** The clock of the replica that took the bid was a second behind. */
    @Test
    void whoComesIsTheYoungerWhateverTheClockSays() {
        tape.play(new BookCommand.DefineCommunity(
                tape.id(), Tape.COMMUNITY, tape.now, Tape.TERMS.meeting(SealedBook.Mode.CONTINUOUS_OLDER)));
        tape.at("10:01:00").place(ANNA, SELL, slot(0), 100, 90_000);

        OrderId bid = tape.at("10:00:59").place(BEN, BUY, slot(0), 100, 200_000);

        BookLine round = tape.effects(Effect.RoundHeld.class).getLast().line();
        assertThat(round.result().fills()).extracting(Fill::price).containsExactly(new Price(90_000));
        assertThat(round.book().orders())
                .filteredOn(order -> order.id().equals(bid))
                .extracting(SealedBook.Order::submittedAt)
                .containsExactly(Instant.parse("2026-06-01T10:01:00.001Z"));
    }

    /** Else an offer of 500 Wh for less could be taken 500 Wh at a time until nothing is left to sell for more. */
    @Test
    void noPartOfAnOfferThatIsBoughtDirectlyIsBoundedByItself() {
        OrderTerms bounded = new OrderTerms(
                null,
                null,
                null,
                null,
                List.of(),
                null,
                List.of(
                        new SealedBook.Preference(List.of(), List.of(), null, new Price(80_000), new Energy(500)),
                        new SealedBook.Preference(List.of(), List.of(), null, new Price(250_000), null)));
        OrderDraft waits = Tape.saying(tape.draft(ANNA, SELL, slot(0), 5_000, 80_000), bounded);
        OrderDraft listed = Tape.saying(tape.draft(ANNA, SELL, slot(1), 5_000, 80_000), bounded.forAll());

        assertThat(tape.place(waits)).isEmpty();
        assertThat(tape.place(listed)).containsExactly("in-auctions-only");
    }
}
