package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import java.util.List;
import java.util.OptionalInt;

/**
 * How orders may meet in the rounds of a slot. The last round says how the slot is traded; any other way is for a member who
 * buys one offer directly. Else whoever keeps the market could, before an auction, let a friend meet the cheapest alone.
 */
final class RoundModes {
    private RoundModes() {}

    /**
     * @param rounds all of a slot, the last one last
     * @return the first that trades in a way that is not the slot's
     */
    static OptionalInt firstStranger(List<BookLine> rounds) {
        SealedBook.Mode slots = rounds.getLast().book().mode();
        for (int i = 0; i < rounds.size(); i++) {
            if (rounds.get(i).book().mode() != slots && !isDirectBuy(rounds.get(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isDirectBuy(BookLine round) {
        return round.book().mode() == SealedBook.Mode.CONTINUOUS_ASK
                && round.book().orders().size() == 2
                && round.result().fills().stream().allMatch(fill -> fill.step() == ClearingResult.Step.DIRECT_BUY);
    }
}
