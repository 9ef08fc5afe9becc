package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.Connection;
import energy.peerwatt.orderbook.market.domain.Member;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * A member orders no more of a slot than its connection can carry in it, however many orders it makes of that: what waits
 * and what has traded counts.
 */
final class EnergyFitsTheNameplate implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        Optional<Member> member = book.member(draft.account());
        Optional<Slot> slot = book.slotOf(draft);
        if (member.isEmpty() || slot.isEmpty() || draft.energyWh() < 1) {
            return Optional.empty();
        }
        Connection connection = member.get().connection();
        Power most = draft.side() == Side.SELL ? connection.maxExport() : connection.maxImport();
        if (most == null) {
            return Optional.empty();
        }
        BigInteger carries = BigInteger.valueOf(most.watts())
                .multiply(BigInteger.valueOf(slot.get().length().toSeconds()))
                .divide(BigInteger.valueOf(3_600));
        long taken = book.takenWh(draft.account(), slot.get());
        BigInteger wanted = BigInteger.valueOf(draft.energyWh()).add(BigInteger.valueOf(taken));
        return wanted.compareTo(carries) <= 0
                ? Optional.empty()
                : Optional.of(new Violation(
                        "above-nameplate",
                        "energyWh",
                        "the connection carries " + carries + " Wh in a slot, " + taken
                                + " of them are ordered or traded: " + draft.energyWh()));
    }
}
