package energy.peerwatt.metergateway.seal;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys in a PKCS#12 file: {@code gateway}, {@code gateway-2} and so on. */
public final class Pkcs12Vault implements KeyVault {
    private static final String ALIAS = "gateway";
    /** RFC 5280, 4.1.2.5: for a certificate without a well-defined end. The registry on chain says what is valid. */
    private static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

    private final Path file;
    private final char[] password;
    private final KeyStore store;
    private final Map<P256.Point, PrivateKey> keys = new LinkedHashMap<>();

    private Pkcs12Vault(Path file, char[] password, KeyStore store) {
        this.file = file;
        this.password = password.clone();
        this.store = store;
    }

    /**
     * Opens the file, or makes one with a new key where there is none.
     *
     * @throws IllegalStateException if the file cannot be opened with this password
     */
    public static Pkcs12Vault open(Path file, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            Pkcs12Vault vault = new Pkcs12Vault(file, password, store);
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    store.load(in, password);
                }
                vault.collect();
            } else {
                store.load(null, password);
                vault.create();
            }
            return vault;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot open the key file " + file + " with this password", e);
        }
    }

    private void collect() throws GeneralSecurityException {
        for (int number = 1; store.containsAlias(alias(number)); number++) {
            if (store.getKey(alias(number), password) instanceof PrivateKey key) {
                keys.put(P256.Point.of(store.getCertificate(alias(number)).getPublicKey()), key);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException(file + " holds no key named " + ALIAS);
        }
    }

    private static String alias(int number) {
        return number == 1 ? ALIAS : ALIAS + "-" + number;
    }

    @Override
    public synchronized List<P256.Point> keys() {
        return List.copyOf(keys.keySet());
    }

    @Override
    public synchronized P256.Point create() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            store.setKeyEntry(
                    alias(keys.size() + 1), pair.getPrivate(), password, new Certificate[] {certificate(pair)});
            save();
            P256.Point point = P256.Point.of(pair.getPublic());
            keys.put(point, pair.getPrivate());
            return point;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a key in " + file, e);
        }
    }

    private static X509Certificate certificate(KeyPair pair)
            throws GeneralSecurityException, OperatorCreationException {
        X500Name name = new X500Name("CN=PeerWatt gateway");
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(Instant.EPOCH),
                                Date.from(NO_END),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    /** The old file stays until the new one is whole on disk. */
    private void save() throws IOException, GeneralSecurityException {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(
                folder,
                "keys",
                ".unfinished",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(unfinished)) {
            store.store(out, password);
        }
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public byte[] sign(P256.Point key, byte[] message) {
        return P256.sign(required(key), message);
    }

    @Override
    public byte[] signDigest(P256.Point key, Hash32 digest) {
        return P256.signDigest(required(key), digest);
    }

    private synchronized PrivateKey required(P256.Point key) {
        PrivateKey found = keys.get(key);
        if (found == null) {
            throw new IllegalArgumentException(file + " does not hold the key " + key.x());
        }
        return found;
    }
}
