package energy.peerwatt.settlement.batch.domain;

import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.KeccakTree;
import energy.peerwatt.messages.evidence.Pwb1;
import energy.peerwatt.messages.evidence.RecordLeaf;
import energy.peerwatt.messages.evidence.RunningNet;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.settlement.batch.domain.FinalSlot.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Packs final slots into a batch. Pure but for the salts, which come from the given generator: it must be a
 * cryptographic one where leaves hide real trades.
 */
public final class Sealer {
    /** Equal records differ only in what their leaves say; the hashes decide, so that the order is one. */
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::packed, Pwb1.ORDER)
            .thenComparing(Entry::bidHash)
            .thenComparing(Entry::askHash);

    private final CommunityId cell;
    private final int batchesPerPeriod;
    private final long paramsVersion;
    private final RandomGenerator salts;

    /** @param batchesPerPeriod a period ends with this many batches */
    public Sealer(CommunityId cell, int batchesPerPeriod, long paramsVersion, RandomGenerator salts) {
        if (batchesPerPeriod < 1) {
            throw new IllegalArgumentException("a period has at least one batch: " + batchesPerPeriod);
        }
        this.cell = cell;
        this.batchesPerPeriod = batchesPerPeriod;
        this.paramsVersion = paramsVersion;
        this.salts = salts;
    }

    /**
     * Seals as many of the slots as one batch may hold, up to the last with a record; empty slots before it are covered
     * with it, empty ones after it wait for the next batch.
     *
     * @param slots final slots in slot order without a gap, beginning where {@code head} ends
     * @param waiting payments that are in no batch yet; those that do not fit any more wait for the next
     * @return empty if no slot has a record
     * @throws BatchRefused if one slot alone passes a limit of the contract
     * @throws IllegalArgumentException if a slot is missing or out of order
     */
    public Optional<SealedBatch> seal(ChainHead head, List<FinalSlot> slots, List<FundPayments> waiting) {
        requireContiguous(head, slots);
        List<Entry> entries = new ArrayList<>();
        int covered = 0;
        for (int i = 0; i < slots.size(); i++) {
            List<Entry> more = slots.get(i).entries();
            if (more.isEmpty()) {
                continue;
            }
            refuseBeyondLimits(slots.get(i), more);
            if (entries.size() + more.size() > BatchHeader.MAX_RECORDS) {
                break;
            }
            entries.addAll(more);
            covered = i + 1;
        }
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        List<GridEventId> responses = addPayments(entries, slots.get(covered - 1), waiting);
        entries.sort(ORDER);
        return Optional.of(batch(head, slots.subList(0, covered), entries, responses));
    }

    private static List<GridEventId> addPayments(List<Entry> entries, FinalSlot last, List<FundPayments> waiting) {
        List<GridEventId> added = new ArrayList<>();
        for (FundPayments payments : waiting) {
            List<Entry> more = payments.entries(last);
            if (entries.size() + more.size() > BatchHeader.MAX_RECORDS) {
                break;
            }
            refuseBeyondLimits(last, more);
            entries.addAll(more);
            added.add(payments.event());
        }
        return added;
    }

    private SealedBatch batch(ChainHead head, List<FinalSlot> slots, List<Entry> entries, List<GridEventId> responses) {
        long number = head.number() + 1;
        List<RecordLeaf> leaves = leaves(number, entries);
        List<Pwb1.Record> records = entries.stream().map(Entry::packed).toList();
        byte[] packed = Pwb1.pack(records);
        long[] net = net(head.nextNet(), records);
        BatchHeader header = new BatchHeader(
                BatchHeader.VERSION,
                cell,
                number,
                head.nextPeriod(),
                head.nextInPeriod() >= batchesPerPeriod,
                slots.getFirst().slot().length().toSeconds(),
                head.slotTo(),
                slots.getLast().slot().next().number(),
                records.size(),
                net.length,
                entries.stream()
                        .filter(Entry::betweenMembers)
                        .map(entry -> entry.packed().energy())
                        .reduce(Energy.ZERO, Energy::plus),
                records.stream().map(Pwb1.Record::amount).reduce(Money.ZERO, Money::plus),
                paramsVersion,
                KeccakTree.of(leaves.stream().map(RecordLeaf::hash).toList()).root(),
                Hash32.of(Hashing.keccak256(packed)),
                RunningNet.hash(net));
        return new SealedBatch(header, packed, leaves, net, responses);
    }

    private List<RecordLeaf> leaves(long number, List<Entry> entries) {
        List<RecordLeaf> leaves = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            byte[] salt = new byte[32];
            salts.nextBytes(salt);
            leaves.add(new RecordLeaf(
                    Hash32.of(salt),
                    number,
                    leaves.size(),
                    entry.packed().slot(),
                    entry.packed().payer(),
                    entry.packed().payee(),
                    entry.packed().energy(),
                    entry.packed().price(),
                    entry.bidHash(),
                    entry.askHash(),
                    entry.readingsRoot()));
        }
        return leaves;
    }

    private static long[] net(long[] from, List<Pwb1.Record> records) {
        int highest = records.stream()
                .mapToInt(entry -> Math.max(entry.payer(), entry.payee()))
                .max()
                .orElse(0);
        long[] net = Arrays.copyOf(from, Math.max(from.length, highest + 1));
        for (Pwb1.Record entry : records) {
            long amount = entry.amount().nano();
            net[entry.payer()] = Math.subtractExact(net[entry.payer()], amount);
            net[entry.payee()] = Math.addExact(net[entry.payee()], amount);
        }
        return net;
    }

    private static void requireContiguous(ChainHead head, List<FinalSlot> slots) {
        long expected = head.slotTo();
        for (FinalSlot slot : slots) {
            if (slot.slot().number() != expected) {
                throw new IllegalArgumentException(
                        "slot " + slot.slot().number() + " cannot follow, expected is " + expected);
            }
            expected = slot.slot().next().number();
        }
    }

    private static void refuseBeyondLimits(FinalSlot slot, List<Entry> entries) {
        if (entries.size() > BatchHeader.MAX_RECORDS) {
            throw new BatchRefused("slot " + slot.slot() + " has " + entries.size() + " records, a batch holds "
                    + BatchHeader.MAX_RECORDS);
        }
        for (Entry entry : entries) {
            int index = Math.max(entry.packed().payer(), entry.packed().payee());
            if (index >= BatchHeader.MAX_ACCOUNTS) {
                throw new BatchRefused("slot " + slot.slot() + " names account index " + index + ", a batch knows "
                        + BatchHeader.MAX_ACCOUNTS);
            }
        }
    }
}
