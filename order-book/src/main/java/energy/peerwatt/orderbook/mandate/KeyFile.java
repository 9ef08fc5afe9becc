package energy.peerwatt.orderbook.mandate;

import energy.peerwatt.messages.evidence.Secp256k1;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.interfaces.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A secp256k1 key in a PKCS#12 file that only its owner can read. The JDK does not know the curve, Bouncy Castle does. */
final class KeyFile {
    private static final String ALIAS = "agent";
    /** RFC 5280, 4.1.2.5: for a certificate without a well-defined end. Mandates say how long the key may be used. */
    private static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

    private static final Provider PROVIDER = new BouncyCastleProvider();

    private KeyFile() {}

    /**
     * Opens the file, or makes one with a new key where there is none.
     *
     * @throws IllegalStateException if the file cannot be opened with this password
     */
    static Secp256k1.Key open(Path file, char[] password) {
        try {
            if (!Files.exists(file)) {
                create(file, password);
            }
            KeyStore store = KeyStore.getInstance("PKCS12", PROVIDER);
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, password);
            }
            if (!(store.getKey(ALIAS, password) instanceof ECPrivateKey key)) {
                throw new IllegalStateException(file + " holds no elliptic-curve key named " + ALIAS);
            }
            return Secp256k1.Key.of(key.getD());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot open the key file " + file + " with this password", e);
        }
    }

    /** Of replicas that start at a time one makes the file, and all open that one. */
    private static void create(Path file, char[] password)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
        generator.initialize(new ECGenParameterSpec("secp256k1"));
        KeyPair pair = generator.generateKeyPair();
        KeyStore store = KeyStore.getInstance("PKCS12", PROVIDER);
        store.load(null, password);
        store.setKeyEntry(ALIAS, pair.getPrivate(), password, new Certificate[] {certificate(pair)});
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path unfinished = Files.createTempFile(
                folder,
                "key",
                ".unfinished",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (var out = Files.newOutputStream(unfinished)) {
                store.store(out, password);
            }
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException anotherReplicaWasFirst) {
            // It is opened by the caller.
        } finally {
            Files.delete(unfinished);
        }
    }

    private static X509Certificate certificate(KeyPair pair)
            throws GeneralSecurityException, OperatorCreationException {
        X500Name name = new X500Name("CN=PeerWatt trading agent");
        return new JcaX509CertificateConverter()
                .setProvider(PROVIDER)
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(Instant.EPOCH),
                                Date.from(NO_END),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA")
                                .setProvider(PROVIDER)
                                .build(pair.getPrivate())));
    }
}
