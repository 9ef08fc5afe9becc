package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.AccountLine;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.bundle.MandateLine;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.SignedMandate;
import energy.peerwatt.messages.evidence.SignedOrderBatch;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.SealedBook.Order;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.evidence.OrderHash;
import energy.peerwatt.verifier.evidence.TradingDigests;
import energy.peerwatt.verifier.evidence.WalletSigner;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every order that an agent placed was signed by it in a batch, under a mandate that its household's wallet signed, and
 * kept to that mandate.
 */
public final class Mandates {
    private static final long SECONDS_PER_DAY = 86_400;

    private final BundleManifest manifest;
    private final TradingDigests digests;
    private final Accounts accounts;
    private final Map<Hash32, SignedMandate> mandates = new HashMap<>();
    private final Map<OrderId, Proven> proven = new HashMap<>();
    private final Map<OnDay, Long> spent = new HashMap<>();
    private final Map<OnDay, Long> allowed = new HashMap<>();
    private long orders;

    /** An order with the mandate that covers it. */
    private record Proven(Hash32 leaf, TradingMandate mandate) {}

    private record OnDay(AccountId account, long day) {}

    private record InSlot(String owner, Slot slot) {}

    private final Map<InSlot, Long> ordered = new HashMap<>();

    private Mandates(BundleManifest manifest, Accounts accounts) {
        this.manifest = manifest;
        this.digests = new TradingDigests(manifest.chainId());
        this.accounts = accounts;
    }

    /** @throws Difference at the first order without mandate, signature or path, or beyond its mandate */
    public static Mandates check(
            BundleManifest manifest, List<Line<MandateLine>> lines, List<Line<BookLine>> books, Accounts accounts)
            throws Difference {
        Mandates mandates = new Mandates(manifest, accounts);
        Slot before = null;
        for (Line<MandateLine> line : lines) {
            Slot slot = line.value().slot();
            String where = "slot " + slot;
            line.holds(before == null || before.compareTo(slot) < 0, where, "one line per slot, ascending", slot);
            before = slot;
            line.check(where, () -> mandates.add(line, where));
        }
        for (Line<BookLine> line : books) {
            String where = "slot " + line.value().book().slot();
            line.check(where, () -> mandates.book(line, where));
        }
        return mandates;
    }

    /** Those in sealed books. */
    public long orders() {
        return orders;
    }

    private void add(Line<MandateLine> line, String where) throws Difference {
        for (SignedMandate signed : line.value().mandates()) {
            Hash32 hash = digests.of(signed.mandate());
            if (!signed.equals(mandates.get(hash))) {
                line.same(
                        where,
                        "mandate.cell",
                        manifest.community(),
                        signed.mandate().cell());
                line.same(
                        where + ", mandate " + hash,
                        "signer of the mandate",
                        signed.mandate().owner(),
                        WalletSigner.of(hash, signed.signature()));
                mandates.put(hash, signed);
            }
        }
        Map<Hash32, String> signers = new HashMap<>();
        Map<Hash32, SignedOrderBatch> batches = new HashMap<>();
        for (SignedOrderBatch signed : line.value().batches()) {
            Hash32 hash = digests.of(signed.batch());
            line.same(where, "batch.cell", manifest.community(), signed.batch().cell());
            line.same(where, "batch.slot", line.value().slot(), signed.batch().slot());
            signers.put(hash, WalletSigner.of(hash, signed.signature()));
            batches.put(hash, signed);
        }
        for (MandateLine.Proof proof : line.value().proofs()) {
            String which = where + ", order " + proof.order();
            Hash32 leaf = TradingDigests.of(proof, line.value().slot());
            SignedMandate signed = mandates.get(proof.mandate());
            SignedOrderBatch batch = batches.get(proof.batch());
            if (signed == null || batch == null) {
                throw line.difference(
                        which,
                        "mandate and batch",
                        "a mandate and a batch of the file",
                        proof.mandate() + " and " + proof.batch());
            }
            line.same(which, "root of the batch", batch.batch().root(), TradingDigests.root(leaf, proof.path()));
            line.same(which, "signer of the batch", signed.mandate().agentKey(), signers.get(proof.batch()));
            limits(line, which, proof, signed.mandate());
            line.holds(
                    proven.put(proof.order(), new Proven(leaf, signed.mandate())) == null,
                    which,
                    "an order is proved once",
                    proof.order());
        }
    }

    private void limits(Line<MandateLine> line, String which, MandateLine.Proof leaf, TradingMandate mandate)
            throws Difference {
        Slot slot = line.value().slot();
        line.holds(
                slot.start().isBefore(mandate.validUntil()),
                which,
                "the slot starts before the mandate ends at " + mandate.validUntil(),
                slot.start());
        switch (leaf.side()) {
            case SELL ->
                line.holds(
                        leaf.limit().compareTo(mandate.minPricePerKWh()) >= 0,
                        which,
                        "the limit is not below the mandate's " + mandate.minPricePerKWh(),
                        leaf.limit());
            case BUY ->
                line.holds(
                        leaf.limit().compareTo(mandate.maxPricePerKWh()) <= 0,
                        which,
                        "the limit is not above the mandate's " + mandate.maxPricePerKWh(),
                        leaf.limit());
        }
        long inSlot =
                ordered.merge(new InSlot(mandate.owner(), slot), leaf.energy().wattHours(), Math::addExact);
        line.holds(
                inSlot <= mandate.maxWhPerSlot().wattHours(),
                which,
                "orders of the slot are not above the mandate's " + mandate.maxWhPerSlot(),
                inSlot);
    }

    private void book(Line<BookLine> line, String where) throws Difference {
        Slot slot = line.value().book().slot();
        for (Order order : line.value().book().orders()) {
            Hash32 hash = order.mandate();
            if (hash == null) {
                continue;
            }
            String which = where + ", order " + order.id();
            Proven proof = proven.get(order.id());
            if (proof == null) {
                throw line.difference(which, "mandate and signature of the order", "in mandates.ndjson", "none");
            }
            line.same(which, "order as signed", proof.leaf(), OrderHash.of(order, slot.number()));
            AccountLine account = accounts.get(order.account());
            line.same(
                    which,
                    "owner of the mandate",
                    account == null ? null : account.wallet().toLowerCase(Locale.ROOT),
                    proof.mandate().owner());
            allowed.merge(
                    new OnDay(order.account(), dayOf(slot)),
                    proof.mandate().maxSpendPerDay().nano(),
                    Math::max);
            orders++;
        }
        for (Fill fill : line.value().result().fills()) {
            Proven sell = proven.get(fill.sell());
            if (sell != null) {
                // A gift asks nothing, whatever the order's limit says.
                line.holds(
                        fill.price().compareTo(sell.mandate().minPricePerKWh()) >= 0,
                        where + ", trade " + fill.id(),
                        "the price is not below the mandate's " + sell.mandate().minPricePerKWh(),
                        fill.price());
            }
            if (proven.containsKey(fill.buy())) {
                spend(line, where + ", trade " + fill.id(), new OnDay(fill.buyer(), dayOf(slot)), fill);
            }
        }
    }

    /** Of several mandates of a day the widest counts: an order under it may have come last. */
    private void spend(Line<BookLine> line, String which, OnDay day, Fill fill) throws Difference {
        long cost = Math.multiplyExact(
                fill.price().microPerKwh()
                        + fill.fee().microPerKwh()
                        + fill.congestion().microPerKwh(),
                fill.energy().wattHours());
        long inAll = spent.merge(day, cost, Math::addExact);
        long most = allowed.getOrDefault(day, 0L);
        line.holds(inAll <= most, which, "what is spent in a day is not above the mandate's " + most, inAll);
    }

    private static long dayOf(Slot slot) {
        return slot.start().getEpochSecond() / SECONDS_PER_DAY;
    }
}
