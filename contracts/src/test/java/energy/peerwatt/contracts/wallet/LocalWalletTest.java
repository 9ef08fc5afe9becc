package energy.peerwatt.contracts.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import energy.peerwatt.messages.evidence.Hash32;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LocalWalletTest {
    private static final byte[] KEY = HexFormat.of().parseHex("00".repeat(31) + "01");

    @Test
    void addressFollowsFromTheKey() {
        // the generator point's address, found in every implementation's tests
        assertThat(LocalWallet.of(KEY).address().hex()).isEqualTo("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf");
    }

    @Test
    void theFirstDemoWalletIsTheOneDevelopmentChainsFund() {
        assertThat(DemoWallets.wallet(0).address().hex()).isEqualTo("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    }

    @Test
    void signaturesHaveALowSAndAClassicV() {
        byte[] signature = LocalWallet.of(KEY).signDigest(new Hash32("0x" + "ab".repeat(32)));

        assertThat(signature).hasSize(65);
        assertThat(signature[32]).isGreaterThanOrEqualTo((byte) 0);
        assertThat(signature[64]).isIn((byte) 27, (byte) 28);
    }

    @Test
    void doesNotPrintItsKey() {
        assertThat(LocalWallet.of(KEY).toString()).doesNotContain("00000001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalWallet.of(new byte[31]))
                .withMessageNotContaining("[");
        assertThatIllegalArgumentException().isThrownBy(() -> LocalWallet.of(new byte[32]));
    }

    @Test
    void demoKeysStayOnTheDemoChain() {
        assertThatIllegalArgumentException().isThrownBy(() -> DemoWallets.requireOwnKey(DemoWallets.wallet(9), 1));
        assertThatCode(() -> DemoWallets.requireOwnKey(DemoWallets.wallet(9), DemoWallets.DEMO_CHAIN))
                .doesNotThrowAnyException();
        assertThatCode(() -> DemoWallets.requireOwnKey(LocalWallet.of(KEY), 1)).doesNotThrowAnyException();
    }
}
