package energy.peerwatt.contracts.wallet;

import energy.peerwatt.contracts.chain.Address;
import java.util.stream.IntStream;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.MnemonicUtils;

/**
 * Keys everybody knows: those of the public test phrase that development chains fund. For the local demo only;
 * {@link #requireOwnKey} keeps them out of everything else.
 */
public final class DemoWallets {
    /** The chain id of local development chains. */
    public static final long DEMO_CHAIN = 31_337;

    /** How many of them a development chain funds unless it is told otherwise. */
    public static final int FUNDED = 10;

    private static final String PUBLIC_TEST_PHRASE = "test test test test test test test test test test test junk";
    private static final int HARDENED = Bip32ECKeyPair.HARDENED_BIT;

    private DemoWallets() {}

    /** @param index any; the first {@link #FUNDED} hold ether on a development chain */
    public static LocalWallet wallet(int index) {
        int[] path = {44 | HARDENED, 60 | HARDENED, HARDENED, 0, index};
        return LocalWallet.of(Bip32ECKeyPair.deriveKeyPair(Master.KEY, path));
    }

    /** @throws IllegalArgumentException if the wallet is one of the funded demo wallets and the chain no demo chain */
    public static void requireOwnKey(Wallet wallet, long chainId) {
        if (chainId != DEMO_CHAIN && isDemo(wallet.address())) {
            throw new IllegalArgumentException(
                    wallet.address() + " is a publicly known demo key and chain " + chainId + " is not the demo chain");
        }
    }

    private static boolean isDemo(Address address) {
        return IntStream.range(0, FUNDED)
                .anyMatch(index -> wallet(index).address().equals(address));
    }

    /** Made once: the phrase is stretched on purpose, which takes its time. */
    private static final class Master {
        static final Bip32ECKeyPair KEY =
                Bip32ECKeyPair.generateKeyPair(MnemonicUtils.generateSeed(PUBLIC_TEST_PHRASE, ""));
    }
}
