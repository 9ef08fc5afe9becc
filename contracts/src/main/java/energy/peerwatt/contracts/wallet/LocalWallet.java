package energy.peerwatt.contracts.wallet;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import java.math.BigInteger;
import java.util.HexFormat;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;

/** A key in this process. */
public final class LocalWallet implements Wallet {
    private final Credentials credentials;

    private LocalWallet(ECKeyPair key) {
        this.credentials = Credentials.create(key);
    }

    /**
     * @param privateKey 32 bytes
     * @throws IllegalArgumentException if it is no key of the curve; the message does not repeat it
     */
    public static LocalWallet of(byte[] privateKey) {
        BigInteger key = new BigInteger(1, privateKey);
        if (privateKey.length != 32 || key.signum() == 0 || key.compareTo(Sign.CURVE_PARAMS.getN()) >= 0) {
            throw new IllegalArgumentException("a private key has 32 bytes and is below the order of secp256k1");
        }
        return new LocalWallet(ECKeyPair.create(key));
    }

    static LocalWallet of(ECKeyPair key) {
        return new LocalWallet(key);
    }

    @Override
    public Address address() {
        return Address.of(credentials.getAddress());
    }

    @Override
    public SignedTransaction sign(FeeMarketTransaction transaction) {
        RawTransaction unsigned = RawTransaction.createTransaction(
                transaction.chainId(),
                BigInteger.valueOf(transaction.nonce()),
                BigInteger.valueOf(transaction.gasLimit()),
                transaction.call().to().hex(),
                BigInteger.ZERO,
                "0x" + HexFormat.of().formatHex(transaction.call().data()),
                transaction.fees().tip(),
                transaction.fees().maxFee());
        byte[] raw = TransactionEncoder.signMessage(unsigned, credentials);
        return new SignedTransaction(raw, Hash32.of(Hashing.keccak256(raw)));
    }

    @Override
    public byte[] signDigest(Hash32 digest) {
        Sign.SignatureData signature = Sign.signMessage(digest.bytes(), credentials.getEcKeyPair(), false);
        byte[] joined = new byte[65];
        System.arraycopy(signature.getR(), 0, joined, 0, 32);
        System.arraycopy(signature.getS(), 0, joined, 32, 32);
        joined[64] = signature.getV()[0];
        return joined;
    }

    /** Names the address only. */
    @Override
    public String toString() {
        return "wallet " + address();
    }
}
