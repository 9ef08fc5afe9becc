package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.SignedOrderBatch;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command changed; to be stored and told, all of it or nothing. Effects are in the order they happened. */
public sealed interface Effect {

    /**
     * @param terms absent while only balances are known
     * @param nextSlot the first slot that is not sealed yet; absent like the terms
     * @param balanceSequence of the last balances that were taken, 0 before the first
     */
    record CommunityChanged(
            @Nullable MarketTerms terms, @Nullable Slot nextSlot, long balanceSequence) implements Effect {}

    /** A definition of a zone, new or in the place of one that held from the same time. */
    record ZoneChanged(ZoneDefinition definition) implements Effect {}

    /** The definition of a zone that held from then on holds for no slot any more. */
    record ZoneSuperseded(GridZoneId zone, Instant effectiveFrom) implements Effect {}

    record MemberChanged(Member member) implements Effect {}

    record OrderTaken(Order order) implements Effect {}

    record OrderRefused(OrderDraft draft, Instant submittedAt, List<Violation> violations) implements Effect {
        public OrderRefused {
            violations = List.copyOf(violations);
        }
    }

    /**
     * A round gave an order a part of what it wants, and it goes on.
     *
     * @param filled in all rounds so far
     */
    record OrderFilled(OrderId order, Energy filled) implements Effect {}

    /**
     * @param state a final one
     * @param filled in all rounds
     */
    record OrderEnded(OrderId order, OrderState state, Energy filled) implements Effect {}

    /** @param amount what is now reserved for this account and slot; zero when nothing is */
    record ReservationChanged(AccountId account, Slot slot, Money amount) implements Effect {}

    record BalanceChanged(AccountId account, Money available) implements Effect {}

    /** From now on no order of the zone, or of one below it, is placed or taken back for the slot. */
    record ZoneClosed(Slot slot, GridZoneId zone) implements Effect {}

    /**
     * A round of a slot was sealed and cleared.
     *
     * @param progress where the slot stands after it
     */
    record RoundHeld(BookLine line, SlotProgress progress) implements Effect {}

    /** What is known of how a member kept to its trades of a slot. */
    record DeliveryChanged(Delivery delivery) implements Effect {}

    /** A slot was settled, for the first time or again. */
    record SlotSettled(BalancesChanged.Settlement settlement) implements Effect {}

    /** About mandates and what is placed under them. */
    sealed interface OfMandate extends Effect {}

    /** A mandate was given or withdrawn. */
    record MandateChanged(HeldMandate mandate) implements OfMandate {}

    /** Orders of a batch were taken; the batch may be known already. */
    record BatchTaken(Hash32 hash, SignedOrderBatch batch) implements OfMandate {}

    /**
     * An order was taken under a mandate.
     *
     * @param batch hash of the batch that its agent signed
     * @param path from the order's leaf to the batch's root
     */
    record Mandated(MandatedOrder order, Hash32 batch, List<Hash32> path) implements OfMandate {
        public Mandated {
            path = List.copyOf(path);
        }
    }

    /** What a member spent on a day changed. */
    record Spent(MandateState.Spent spent) implements OfMandate {}
}
