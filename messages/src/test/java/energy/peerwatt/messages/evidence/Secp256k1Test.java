package energy.peerwatt.messages.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Secp256k1Test {
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @Test
    void theFirstKeyOfThePublicTestPhraseHasItsKnownAddress() {
        assertThat(Secp256k1.Key.of(
                                new BigInteger("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", 16))
                        .address())
                .isEqualTo("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aSignatureLeadsBackToItsKeyAndToNoOtherOnceAnythingChanges(long seed) {
        Random random = new Random(seed);
        Secp256k1.Key key = Secp256k1.Key.of(new BigInteger(255, random).add(BigInteger.ONE));
        Hash32 digest = hash(random);
        WalletSignature signature = key.sign(digest);
        assertThat(Secp256k1.recover(digest, signature)).contains(key.address());
        assertThat(Secp256k1.recover(hash(random), signature)).isNotEqualTo(Secp256k1.recover(digest, signature));
        byte[] changed = signature.bytes();
        changed[random.nextInt(64)] ^= 1;
        assertThat(Secp256k1.recover(digest, WalletSignature.of(changed)))
                .isNotEqualTo(Secp256k1.recover(digest, signature));
    }

    @Test
    void theOtherFormOfASignatureIsNone() {
        Secp256k1.Key key = Secp256k1.Key.of(BigInteger.TEN);
        Hash32 digest = hash(new Random(1));
        byte[] bytes = key.sign(digest).bytes();
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64));
        byte[] high = ORDER.subtract(s).toByteArray();
        System.arraycopy(high, high.length - 32, bytes, 32, 32);
        bytes[64] = (byte) (bytes[64] == 27 ? 28 : 27);
        assertThat(Secp256k1.recover(digest, WalletSignature.of(bytes))).isEmpty();
    }

    @Test
    void whatNobodyCanHaveSignedIsNobodys() {
        WalletSignature zero = new WalletSignature("0x" + "0".repeat(128) + "1b");
        assertThat(Secp256k1.recover(Hash32.ZERO, zero)).isEmpty();
        WalletSignature beyond = new WalletSignature("0x" + "f".repeat(64) + "0".repeat(63) + "1" + "1c");
        assertThat(Secp256k1.recover(Hash32.ZERO, beyond)).isEmpty();
    }

    @Test
    void keysAndSignaturesOfTheWrongFormAreRefused() {
        assertThatThrownBy(() -> Secp256k1.Key.of(ORDER)).hasMessageContaining("below the order");
        assertThatThrownBy(() -> Secp256k1.Key.of(BigInteger.ZERO)).hasMessageContaining("above zero");
        assertThatThrownBy(() -> new WalletSignature("0x00"))
                .hasMessageContaining("130 lower-case hex digits")
                .hasMessageEndingWith("0x00");
    }

    private static Hash32 hash(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Hash32.of(bytes);
    }
}
