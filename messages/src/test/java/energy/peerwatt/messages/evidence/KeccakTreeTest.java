package energy.peerwatt.messages.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeccakTreeTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @Test
    void keccakIsTheOneOfEthereum() {
        assertThat(HexFormat.of().formatHex(Hashing.keccak256()))
                .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyProofLeadsToTheRootWhateverTheOrderOfLeaves(long seed) {
        Random random = new Random(seed);
        List<Hash32> leaves = new ArrayList<>();
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            byte[] leaf = new byte[32];
            random.nextBytes(leaf);
            leaves.add(Hash32.of(leaf));
        }
        KeccakTree tree = KeccakTree.of(leaves);
        for (int i = 0; i < count; i++) {
            assertThat(KeccakTree.verify(leaves.get(i), tree.proof(i), tree.root()))
                    .isTrue();
            Hash32 other = Hash32.of(Hashing.keccak256(leaves.get(i).bytes()));
            assertThat(KeccakTree.verify(other, tree.proof(i), tree.root())).isFalse();
        }
        List<Hash32> shuffled = new ArrayList<>(leaves);
        Collections.shuffle(shuffled, random);
        assertThat(KeccakTree.of(shuffled).root()).isEqualTo(tree.root());
    }
}
