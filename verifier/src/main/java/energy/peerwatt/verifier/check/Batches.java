package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.BatchLine;
import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RecordLeaf;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.chain.ChainFacts;
import energy.peerwatt.verifier.evidence.Entry;
import energy.peerwatt.verifier.evidence.HeaderWords;
import energy.peerwatt.verifier.evidence.Keccak;
import energy.peerwatt.verifier.evidence.Net;
import energy.peerwatt.verifier.evidence.OrderHash;
import energy.peerwatt.verifier.evidence.Packing;
import energy.peerwatt.verifier.evidence.RecordTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Batches from number 1 on: records from the settlements, roots and nets recomputed, headers as committed on chain. */
public final class Batches {
    private static final int GRID_FUND = 1;
    private static final int DEMAND_RESPONSE_FUND = 2;
    private static final Comparator<RecordLeaf> LEAF_ORDER = Comparator.comparingLong(RecordLeaf::slot)
            .thenComparing(RecordLeaf::price)
            .thenComparingInt(RecordLeaf::payer)
            .thenComparingInt(RecordLeaf::payee)
            .thenComparing(RecordLeaf::energy);

    private final BundleManifest manifest;
    private final Accounts accounts;
    private final Books books;
    private final Settlements settlements;
    private final Responses responses;
    private final Periods periods = new Periods();
    private final ChainFacts chain;
    private long nextSlot;
    private Hash32 previous = Hash32.ZERO;
    private boolean previousMined = true;
    private int pending;

    private Batches(
            BundleManifest manifest,
            Accounts accounts,
            Books books,
            Settlements settlements,
            Responses responses,
            ChainFacts chain) {
        this.manifest = manifest;
        this.accounts = accounts;
        this.books = books;
        this.settlements = settlements;
        this.responses = responses;
        this.chain = chain;
        this.nextSlot = manifest.firstSlot().number();
    }

    public static Batches check(
            Bundle bundle,
            Accounts accounts,
            Books books,
            Settlements settlements,
            Responses responses,
            ChainFacts chain)
            throws Difference {
        BundleManifest manifest = bundle.manifest().value();
        Batches batches = new Batches(manifest, accounts, books, settlements, responses, chain);
        int number = 1;
        for (Line<BatchLine> line : bundle.batches()) {
            int expected = number++;
            line.check("batch " + expected, () -> batches.add(expected, line));
        }
        for (var commit : chain.commits().tailMap((long) number).entrySet()) {
            if (commit.getValue().block() <= chain.asOf()) {
                throw new Difference(
                        Bundle.BATCHES, 0, "batch " + commit.getKey(), "line", "the batch, it is on chain", "none");
            }
        }
        return batches;
    }

    public int pending() {
        return pending;
    }

    public Periods periods() {
        return periods;
    }

    private void add(int number, Line<BatchLine> line) throws Difference {
        String where = "batch " + number;
        BatchHeader header = line.value().header();
        long unitsPerSlot = manifest.firstSlot().length().dividedBy(Slot.NUMBER_UNIT);
        line.same(where, "version", BatchHeader.VERSION, header.version());
        line.same(where, "cell", manifest.community(), header.cell());
        line.same(where, "number", (long) number, header.number());
        line.same(where, "slotSeconds", manifest.firstSlot().length().toSeconds(), header.slotSeconds());
        line.same(where, "slotFrom", nextSlot, header.slotFrom());
        line.holds(
                header.slotTo() > nextSlot && (header.slotTo() - nextSlot) % unitsPerSlot == 0,
                where,
                "slotTo is whole slots after slotFrom",
                header.slotTo());
        List<Entry> entries = new ArrayList<>();
        for (long slot = nextSlot; slot < header.slotTo(); slot += unitsPerSlot) {
            entries.addAll(entries(line, where, slot));
        }
        entries.addAll(payments(number, header.slotTo() - unitsPerSlot));
        entries.sort(Entry.ORDER);
        nextSlot = header.slotTo();

        data(line, where, entries);
        leaves(line, where, entries);
        Net net = periods.add(line, where, entries);
        line.same(where, "cumulativeNetHash", net.hash(header.accounts()), header.cumulativeNetHash());
        onChain(line, where, number);
    }

    /** The records of one slot: what each buyer owes its seller, the grid fund, and for congestion the response fund. */
    private List<Entry> entries(Line<BatchLine> line, String where, long number) throws Difference {
        SlotSettlement settlement = settlements.of(number);
        if (settlement == null) {
            Slot slot = Slot.ofNumber(number, manifest.firstSlot().length());
            throw line.difference(where, "slots", "slot " + slot + " in settlements.ndjson", "none");
        }
        Books.Book book = books.of(settlement.slot());
        if (book == null) {
            throw line.difference(where, "slots", "slot " + settlement.slot() + " in books.ndjson", "none");
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < settlement.trades().size(); i++) {
            SlotSettlement.Trade trade = settlement.trades().get(i);
            Books.Trade traded = book.trades().get(i);
            if (trade.settled().isZero()) {
                continue;
            }
            long wh = trade.settled().wattHours();
            int buyer = accounts.index(trade.buyer());
            int seller = accounts.index(trade.seller());
            Hash32 bid = OrderHash.of(traded.buy(), number);
            Hash32 ask = OrderHash.of(traded.sell(), number);
            Hash32 root = settlement.readingsRoot();
            entries.add(new Entry(number, trade.price().microPerKwh(), buyer, seller, wh, bid, ask, root));
            long fee = trade.fee().microPerKwh();
            if (fee > 0) {
                entries.add(new Entry(number, fee, buyer, GRID_FUND, wh, bid, Hash32.ZERO, root));
            }
            long congestion = trade.congestion().microPerKwh();
            if (congestion > 0) {
                entries.add(new Entry(number, congestion, buyer, DEMAND_RESPONSE_FUND, wh, bid, Hash32.ZERO, root));
            }
        }
        return entries;
    }

    /** What the demand-response fund pays stands in the batch's last slot. */
    private List<Entry> payments(int number, long lastSlot) {
        SlotSettlement last = settlements.of(lastSlot);
        return responses.entries(number, lastSlot, last == null ? Hash32.ZERO : last.readingsRoot());
    }

    private static void data(Line<BatchLine> line, String where, List<Entry> entries) throws Difference {
        BatchHeader header = line.value().header();
        byte[] packed = Packing.pack(entries);
        line.same(where, "records", entries.size(), header.records());
        line.same(
                where,
                "packed",
                "0x" + HexFormat.of().formatHex(packed),
                line.value().packed());
        line.same(where, "dataHash", Keccak.hash(packed), header.dataHash());
        long energy = 0;
        long paid = 0;
        for (Entry entry : entries) {
            paid = Math.addExact(paid, entry.amount());
            boolean traded = Math.min(entry.payer(), entry.payee()) >= BatchHeader.RESERVED_ACCOUNTS;
            energy += traded ? entry.wh() : 0;
        }
        line.same(where, "energy", energy, header.energy().wattHours());
        line.same(where, "paid", paid, header.paid().nano());
    }

    private static void leaves(Line<BatchLine> line, String where, List<Entry> entries) throws Difference {
        List<RecordLeaf> leaves = line.value().leaves();
        line.same(where, "count of leaves", entries.size(), leaves.size());
        List<byte[]> hashes = new ArrayList<>();
        List<Entry> published = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            RecordLeaf leaf = leaves.get(i);
            line.same(where, "index of leaf " + i, i, leaf.index());
            line.same(where, "batch of leaf " + i, line.value().header().number(), leaf.batch());
            line.holds(
                    i == 0 || LEAF_ORDER.compare(leaves.get(i - 1), leaf) <= 0,
                    where,
                    "leaves are in the order of the packed data",
                    "leaf " + i);
            Entry entry = entry(leaf);
            published.add(entry);
            hashes.add(entry.leafHash(leaf.salt(), leaf.batch(), i));
        }
        // Equal records may stand in any order among each other, so compare what is left after sorting.
        published.sort(Entry.ORDER);
        Fields.same(line, where, "leaves in order", entries, published);
        line.same(
                where,
                "recordsRoot",
                RecordTree.root(hashes),
                line.value().header().recordsRoot());
    }

    private static Entry entry(RecordLeaf leaf) {
        return new Entry(
                leaf.slot(),
                leaf.price().microPerKwh(),
                leaf.payer(),
                leaf.payee(),
                leaf.energy().wattHours(),
                leaf.bidHash(),
                leaf.askHash(),
                leaf.readingsRoot());
    }

    /** A batch that is mined must be what the contract was told; one that is not waits for it. */
    private void onChain(Line<BatchLine> line, String where, long number) throws Difference {
        BatchLine batch = line.value();
        ChainFacts.Commit commit = chain.commits().get(number);
        boolean saysMined = batch.hash() != null || batch.transaction() != null || batch.committedAt() != null;
        // Which hash comes before is known only once that is mined; a batch sealed earlier may still say zero.
        boolean open = !saysMined && batch.previous().equals(Hash32.ZERO);
        Hash32 before = open ? previous : batch.previous();
        if (previousMined) {
            line.same(where, "previous", previous, before);
        }
        if (commit == null) {
            line.holds(!saysMined, where, "a batch that is said to be mined is on chain", batch.transaction());
            pending++;
            previousMined = false;
            return;
        }
        line.holds(previousMined, where, "the batch before is on chain too", "it is not");
        byte[] header = HeaderWords.encode(batch.header());
        for (int word = 0; word < HeaderWords.NAMES.size(); word++) {
            line.same(
                    where,
                    HeaderWords.NAMES.get(word) + " on chain",
                    HexFormat.of().formatHex(commit.header(), word * 32, word * 32 + 32),
                    HexFormat.of().formatHex(header, word * 32, word * 32 + 32));
        }
        line.same(where, "previous on chain", commit.previous(), before);
        Hash32 hash = HeaderWords.hash(before, header, commit.committedAt());
        line.same(where, "hash on chain", commit.hash(), hash);
        if (saysMined) {
            line.same(where, "hash", commit.hash(), batch.hash());
            line.same(where, "transaction", commit.transaction(), batch.transaction());
            Long committedAt =
                    batch.committedAt() == null ? null : batch.committedAt().getEpochSecond();
            line.same(where, "committedAt", commit.committedAt(), committedAt);
        }
        previous = commit.hash();
    }
}
