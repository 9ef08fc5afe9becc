package energy.peerwatt.settlement.batch.domain;

import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.KeccakTree;
import energy.peerwatt.messages.evidence.Pwb1;
import energy.peerwatt.messages.evidence.RecordLeaf;
import energy.peerwatt.messages.evidence.RunningNet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recomputes a sealed batch from its packed bytes alone, another way than {@link Sealer} made it, before anything is
 * committed: a mistake on chain costs the bond, a refused batch costs a delay.
 */
public final class Recompute {
    private Recompute() {}

    /** All differences between the batch and what its packed data says, given the net before it. */
    public static List<String> differences(ChainHead head, SealedBatch batch) {
        BatchHeader header = batch.header();
        List<Pwb1.Record> records = Pwb1.unpack(batch.packed());
        List<String> differences = new ArrayList<>();
        check(differences, "number", head.number() + 1, header.number());
        check(differences, "slotFrom", head.slotTo(), header.slotFrom());
        check(differences, "records", (long) records.size(), (long) header.records());
        check(differences, "leaves", records.size(), batch.leaves().size());
        check(differences, "data hash", Hash32.of(Hashing.keccak256(batch.packed())), header.dataHash());

        BigInteger paid = BigInteger.ZERO;
        BigInteger energy = BigInteger.ZERO;
        Map<Integer, BigInteger> net = netBefore(head);
        for (Pwb1.Record entry : records) {
            BigInteger wh = BigInteger.valueOf(entry.energy().wattHours());
            BigInteger amount = wh.multiply(BigInteger.valueOf(entry.price().microPerKwh()));
            paid = paid.add(amount);
            boolean funds = Math.min(entry.payer(), entry.payee()) < BatchHeader.RESERVED_ACCOUNTS;
            energy = funds ? energy : energy.add(wh);
            net.merge(entry.payer(), amount.negate(), BigInteger::add);
            net.merge(entry.payee(), amount, BigInteger::add);
            if (entry.slot() < header.slotFrom() || entry.slot() >= header.slotTo()) {
                differences.add("a record of slot " + entry.slot() + " stands outside the batch");
            }
        }
        check(differences, "paid", paid, BigInteger.valueOf(header.paid().nano()));
        check(differences, "energy", energy, BigInteger.valueOf(header.energy().wattHours()));
        checkNet(differences, net, batch);
        checkLeaves(differences, records, batch);
        return differences;
    }

    private static Map<Integer, BigInteger> netBefore(ChainHead head) {
        Map<Integer, BigInteger> net = new TreeMap<>();
        if (!head.periodEnded()) {
            for (int i = 0; i < head.net().length; i++) {
                net.put(i, BigInteger.valueOf(head.net()[i]));
            }
        }
        return net;
    }

    private static void checkNet(List<String> differences, Map<Integer, BigInteger> net, SealedBatch batch) {
        BigInteger sum = net.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
        check(differences, "sum of the net", BigInteger.ZERO, sum);
        check(differences, "accounts", (long) batch.net().length, (long)
                batch.header().accounts());
        check(
                differences,
                "net hash",
                RunningNet.hash(batch.net()),
                batch.header().cumulativeNetHash());
        for (int i = 0; i < batch.net().length; i++) {
            BigInteger expected = net.getOrDefault(i, BigInteger.ZERO);
            check(differences, "net of account " + i, expected, BigInteger.valueOf(batch.net()[i]));
        }
        if (net.keySet().stream().anyMatch(index -> index >= batch.net().length)) {
            differences.add("the net does not reach all accounts of the records");
        }
    }

    private static void checkLeaves(List<String> differences, List<Pwb1.Record> records, SealedBatch batch) {
        for (int i = 0; i < Math.min(records.size(), batch.leaves().size()); i++) {
            RecordLeaf leaf = batch.leaves().get(i);
            Pwb1.Record said = new Pwb1.Record(leaf.slot(), leaf.price(), leaf.payer(), leaf.payee(), leaf.energy());
            check(differences, "leaf " + i, records.get(i), said);
            check(differences, "index of leaf " + i, i, leaf.index());
        }
        Hash32 root = KeccakTree.of(
                        batch.leaves().stream().map(RecordLeaf::hash).toList())
                .root();
        check(differences, "records root", root, batch.header().recordsRoot());
    }

    private static void check(List<String> differences, String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + " is " + actual + ", recomputed " + expected);
        }
    }
}
