package energy.peerwatt.messages.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Sha256TreeTest {
    /** The leaves and roots that implementations of Certificate Transparency (RFC 6962) test with. */
    private static final List<byte[]> LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex)
            .toList();

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @Test
    void givesTheRootsOfCertificateTransparency() {
        for (int count = 1; count <= LEAVES.size(); count++) {
            assertThat(Sha256Tree.root(LEAVES.subList(0, count)).hex()).isEqualTo("0x" + ROOTS.get(count - 1));
        }
        assertThat(Sha256Tree.root(List.of()).hex())
                .isEqualTo("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPathProvesItsLeafAndNoOther(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> leaves = new ArrayList<>();
        int count = random.nextInt(1, 40);
        for (int i = 0; i < count; i++) {
            byte[] leaf = new byte[random.nextInt(1, 50)];
            random.nextBytes(leaf);
            leaves.add(leaf);
        }
        Hash32 root = Sha256Tree.root(leaves);
        for (int i = 0; i < count; i++) {
            List<Hash32> path = Sha256Tree.path(leaves, i);
            assertThat(Sha256Tree.verify(leaves.get(i), i, count, path, root)).isTrue();
            byte[] changed = leaves.get(i).clone();
            changed[0] ^= 1;
            assertThat(Sha256Tree.verify(changed, i, count, path, root)).isFalse();
            if (count > 1) {
                assertThat(Sha256Tree.verify(leaves.get(i), (i + 1) % count, count, path, root))
                        .isFalse();
            }
        }
    }
}
