package energy.peerwatt.contracts.binding;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.KeccakTree;
import energy.peerwatt.messages.evidence.Pwb1;
import energy.peerwatt.messages.evidence.RunningNet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java, Solidity and OpenZeppelin's JavaScript agree on every byte that goes to the chain. */
class BatchVectorsTest {

    static Stream<BatchVectors.Batch> batches() {
        return BatchVectors.read().batches().stream();
    }

    @ParameterizedTest
    @MethodSource("batches")
    void headerHashesToWhatTheContractStores(BatchVectors.Batch batch) {
        assertThat(batch.header().hash(batch.previous(), batch.committedAt())).isEqualTo(batch.hash());
    }

    @ParameterizedTest
    @MethodSource("batches")
    void packedRecordsAreTheSameBytes(BatchVectors.Batch batch) {
        List<Pwb1.Record> records = Pwb1.unpack(batch.packed());

        assertThat(records).hasSize(batch.header().records());
        assertThat(Pwb1.pack(records)).isEqualTo(batch.packed());
        assertThat(Hash32.of(Hashing.keccak256(batch.packed())))
                .isEqualTo(batch.header().dataHash());
    }

    @ParameterizedTest
    @MethodSource("batches")
    void runningNetFollowsFromTheRecords(BatchVectors.Batch batch) {
        long[] net = Arrays.copyOf(
                RunningNet.decode(batch.previousNet()), batch.header().accounts());
        long wh = 0;
        long paid = 0;
        for (Pwb1.Record entry : Pwb1.unpack(batch.packed())) {
            long amount = entry.amount().nano();
            net[entry.payer()] = Math.subtractExact(net[entry.payer()], amount);
            net[entry.payee()] = Math.addExact(net[entry.payee()], amount);
            paid = Math.addExact(paid, amount);
            if (Math.min(entry.payer(), entry.payee()) >= BatchHeader.RESERVED_ACCOUNTS) {
                wh += entry.energy().wattHours();
            }
        }

        assertThat(RunningNet.encode(net)).isEqualTo(batch.net());
        assertThat(RunningNet.hash(net)).isEqualTo(batch.header().cumulativeNetHash());
        assertThat(wh).isEqualTo(batch.header().energy().wattHours());
        assertThat(paid).isEqualTo(batch.header().paid().nano());
    }

    @ParameterizedTest
    @MethodSource("batches")
    void leavesAndProofsAreThoseOfTheStandardTree(BatchVectors.Batch batch) {
        List<Hash32> hashes =
                batch.leaves().stream().map(leaf -> leaf.leaf().hash()).toList();

        assertThat(hashes)
                .containsExactlyElementsOf(
                        batch.leaves().stream().map(BatchVectors.Leaf::hash).toList());
        if (hashes.isEmpty()) {
            assertThat(batch.header().recordsRoot()).isEqualTo(Hash32.ZERO);
            return;
        }
        KeccakTree tree = KeccakTree.of(hashes);
        assertThat(tree.root()).isEqualTo(batch.header().recordsRoot());
        for (int i = 0; i < hashes.size(); i++) {
            assertThat(tree.proof(i)).isEqualTo(batch.leaves().get(i).proof());
        }
    }
}
