package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.KeccakTree;
import energy.peerwatt.messages.evidence.OrderBatch;
import energy.peerwatt.messages.evidence.OrderLeaf;
import energy.peerwatt.messages.evidence.TradingDomain;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All reasons why an order is not covered by its household's mandate and its agent's signature. */
final class MandateAllows {
    private static final long LARGEST = 0xFFFF_FFFFL;

    private final BookContents book;
    private final BookCommand.PlaceUnderMandate command;

    /** Recovered once for all orders of the command. */
    private final Map<TradingDomain, Optional<String>> signers = new HashMap<>();

    MandateAllows(BookContents book, BookCommand.PlaceUnderMandate command) {
        this.book = book;
        this.command = command;
    }

    List<Violation> check(BookCommand.UnderMandate wish) {
        OrderDraft draft = wish.draft();
        Optional<HeldMandate> found = book.mandates.of(draft.account());
        if (found.isEmpty()) {
            return List.of(
                    new Violation("mandate-missing", "mandate", "the member has given no mandate: " + draft.account()));
        }
        HeldMandate held = found.get();
        List<Violation> violations = new ArrayList<>();
        if (draft.terms().directBuyOf() != null) {
            violations.add(new Violation(
                    "direct-buy-by-hand", "directBuyOf", "no agent chooses an offer; direct buys are made by hand"));
        }
        validity(wish, held, violations);
        book.slotOf(draft).ifPresent(slot -> {
            signature(wish, slot, held, violations);
            limits(draft, slot, held.mandate(), violations);
        });
        return violations;
    }

    private void validity(BookCommand.UnderMandate wish, HeldMandate held, List<Violation> violations) {
        TradingMandate mandate = held.mandate();
        if (!held.hash().equals(wish.mandate())) {
            violations.add(new Violation(
                    "mandate-replaced",
                    "mandate",
                    "the member's mandate is " + held.hash() + ", not " + wish.mandate()));
        }
        if (held.isWithdrawn()) {
            violations.add(new Violation(
                    "mandate-withdrawn", "mandate", "the member withdrew the mandate at " + held.withdrawnAt()));
        }
        if (!mandate.covers(wish.draft().slotStart())) {
            violations.add(new Violation(
                    "mandate-expired",
                    "slot",
                    "the mandate covers slots before " + mandate.validUntil() + ", not "
                            + wish.draft().slotStart()));
        }
        book.member(held.account())
                .filter(member -> !member.wallet().equals(mandate.owner()))
                .ifPresent(member -> violations.add(new Violation(
                        "owner-not-the-wallet",
                        "mandate",
                        "the member's wallet is " + member.wallet() + ", the mandate is of " + mandate.owner())));
    }

    private void signature(BookCommand.UnderMandate wish, Slot slot, HeldMandate held, List<Violation> violations) {
        OrderBatch batch = command.batch().batch();
        if (!batch.cell().equals(book.community) || !batch.slot().equals(slot)) {
            violations.add(new Violation(
                    "batch-of-another-slot",
                    "batch",
                    "the batch is for " + batch.cell() + ", " + batch.slot() + ", not " + book.community + ", "
                            + slot));
        }
        if (!isIn(batch.root(), wish, slot)) {
            violations.add(new Violation(
                    "order-not-in-batch", "path", "the path does not lead from the order to " + batch.root()));
        }
        Optional<String> signer =
                signers.computeIfAbsent(held.domain(), domain -> command.batch().signer(domain));
        if (signer.filter(held.mandate().agentKey()::equals).isEmpty()) {
            violations.add(new Violation(
                    "signature-not-the-agents",
                    "batch",
                    "the batch is signed by " + signer.orElse("nobody") + ", the mandate names "
                            + held.mandate().agentKey()));
        }
    }

    private boolean isIn(Hash32 root, BookCommand.UnderMandate wish, Slot slot) {
        OrderDraft draft = wish.draft();
        return draft.energyWh() >= 0
                && draft.energyWh() <= LARGEST
                && LimitIsAPrice.isPrice(draft)
                && KeccakTree.verify(leaf(wish, slot).hash(), wish.path(), root);
    }

    /** What the agent signed of an order whose numbers are quantities. */
    OrderLeaf leaf(BookCommand.UnderMandate wish, Slot slot) {
        OrderDraft draft = wish.draft();
        return new OrderLeaf(
                draft.id(),
                wish.mandate(),
                draft.side(),
                slot,
                new Energy(draft.energyWh()),
                new Price(draft.limitMicroPerKwh()),
                command.issuedAt());
    }

    private void limits(OrderDraft draft, Slot slot, TradingMandate mandate, List<Violation> violations) {
        BigInteger energy = BigInteger.valueOf(draft.energyWh());
        Energy before = book.mandates.ordered(draft.account(), slot);
        BigInteger inAll = energy.add(BigInteger.valueOf(before.wattHours()));
        if (inAll.compareTo(BigInteger.valueOf(mandate.maxWhPerSlot().wattHours())) > 0) {
            violations.add(new Violation(
                    "energy-above-mandate",
                    "energyWh",
                    "the mandate allows " + mandate.maxWhPerSlot().wattHours() + " Wh in a slot, with this order it is "
                            + inAll));
        }
        switch (draft.side()) {
            case SELL -> {
                if (draft.limitMicroPerKwh() < mandate.minPricePerKWh().microPerKwh()) {
                    violations.add(new Violation(
                            "limit-below-mandate",
                            "limitMicroPerKwh",
                            "the mandate allows to sell for " + mandate.minPricePerKWh() + " or more, not for "
                                    + draft.limitMicroPerKwh()));
                }
                if (draft.terms().giftTo() != null && mandate.minPricePerKWh().compareTo(Price.ZERO) > 0) {
                    violations.add(new Violation(
                            "gift-below-mandate",
                            "giftTo",
                            "the mandate allows to sell for " + mandate.minPricePerKWh()
                                    + " or more, so nothing is given away under it"));
                }
            }
            case BUY -> {
                if (draft.limitMicroPerKwh() > mandate.maxPricePerKWh().microPerKwh()) {
                    violations.add(new Violation(
                            "limit-above-mandate",
                            "limitMicroPerKwh",
                            "the mandate allows to buy for " + mandate.maxPricePerKWh() + " or less, not for "
                                    + draft.limitMicroPerKwh()));
                }
                spending(draft, slot, mandate, violations);
            }
        }
    }

    private void spending(OrderDraft draft, Slot slot, TradingMandate mandate, List<Violation> violations) {
        BigInteger needed = BigInteger.valueOf(draft.energyWh()).multiply(BigInteger.valueOf(draft.limitMicroPerKwh()));
        BigInteger inAll = needed.add(BigInteger.valueOf(
                book.mandates.spent(draft.account(), Mandates.dayOf(slot)).nano()));
        if (inAll.compareTo(BigInteger.valueOf(mandate.maxSpendPerDay().nano())) > 0) {
            violations.add(new Violation(
                    "spend-above-mandate",
                    "energyWh",
                    "the mandate allows to spend " + mandate.maxSpendPerDay().nano()
                            + " nano-currency for slots of a day (UTC), with this order it could be " + inAll));
        }
    }
}
