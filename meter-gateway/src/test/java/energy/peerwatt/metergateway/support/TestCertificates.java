package energy.peerwatt.metergateway.support;

import com.digitalpetri.modbus.tcp.security.SecurityUtil;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of its own that vouches for one device, named 127.0.0.1 and meter-7, and for one gateway. */
public final class TestCertificates {
    public static final String PASSWORD = "of the test";

    private final Signed authority;
    private final Signed device;
    private final Signed gateway;

    private record Signed(PrivateKey key, X509Certificate certificate) {}

    public TestCertificates() {
        try {
            KeyPair pair = pair();
            X500Name name = new X500Name("CN=test authority");
            this.authority = new Signed(pair.getPrivate(), certificate(name, pair, name, pair.getPrivate(), true));
            this.device = issued("CN=meter-7");
            this.gateway = issued("CN=gateway");
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no certificates", e);
        }
    }

    private Signed issued(String name) throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair pair = pair();
        X500Name issuer = new X500Name("CN=test authority");
        return new Signed(pair.getPrivate(), certificate(new X500Name(name), pair, issuer, authority.key(), false));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(
            X500Name subject, KeyPair pair, X500Name issuer, PrivateKey signer, boolean authority)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        issuer,
                        new BigInteger(64, new java.util.Random(subject.hashCode())),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        subject,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (!authority) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "meter-7")
            }));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    }

    KeyManagerFactory deviceKeys() {
        try {
            return SecurityUtil.createKeyManagerFactory(device.key(), device.certificate(), authority.certificate());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no keys for the device", e);
        }
    }

    TrustManagerFactory deviceTrust() {
        try {
            return SecurityUtil.createTrustManagerFactory(authority.certificate());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no trust for the device", e);
        }
    }

    /** The gateway's key and certificate. */
    public Path keyStore(Path folder) throws IOException {
        return store(
                folder.resolve("gateway.p12"),
                store -> store.setKeyEntry("gateway", gateway.key(), PASSWORD.toCharArray(), new Certificate[] {
                    gateway.certificate(), authority.certificate()
                }));
    }

    public Path trustStore(Path folder) throws IOException {
        return store(
                folder.resolve("trusted.p12"),
                store -> store.setCertificateEntry("authority", authority.certificate()));
    }

    private interface Filling {
        void into(KeyStore store) throws GeneralSecurityException;
    }

    private static Path store(Path file, Filling filling) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD.toCharArray());
            filling.into(store);
            store.store(out, PASSWORD.toCharArray());
            return file;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key store " + file, e);
        }
    }
}
