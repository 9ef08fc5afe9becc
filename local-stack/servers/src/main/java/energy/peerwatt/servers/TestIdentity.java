package energy.peerwatt.servers;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;

/**
 * Stands in for Keycloak in the tests of a service: one RSA key per JVM and tokens shaped like those of the realm. A
 * test resource hands {@link #settings()} to the service, and a test asks for what it needs:
 *
 * <pre>{@code
 * String token = TestIdentity.token("settlement").roles("household").claim("account_id", account).sign();
 * given().auth().oauth2(token).get("/v1/...");
 * }</pre>
 */
public final class TestIdentity {
    /** A system property: Quarkus loads this class by several class loaders, and all of them must mean one key. */
    private static final String KEY_PROPERTY = "peerwatt.test-identity.key";

    private static final String ISSUER = "http://127.0.0.1:18080/realms/peerwatt";

    private TestIdentity() {}

    /** What the service under test must be told; its own name as the audience stands in its own configuration. */
    public static Map<String, String> settings() {
        return Map.of("quarkus.oidc.public-key", publicKeyPem(), "quarkus.oidc.token.issuer", issuer());
    }

    /** For {@code quarkus.oidc.public-key}: a PEM without line breaks, as it has to pass through properties. */
    public static String publicKeyPem() {
        try {
            RSAPrivateCrtKey key = key();
            byte[] encoded = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                    .getEncoded();
            return "-----BEGIN PUBLIC KEY-----" + Base64.getEncoder().encodeToString(encoded)
                    + "-----END PUBLIC KEY-----";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encode an RSA key", e);
        }
    }

    public static String issuer() {
        return ISSUER;
    }

    /** A good token for those services, with no role yet. */
    public static TestToken token(String... audience) {
        return TestToken.of(ISSUER, audience);
    }

    static RSAPrivateCrtKey key() {
        synchronized (System.getProperties()) {
            String known = System.getProperty(KEY_PROPERTY);
            if (known != null) {
                return decoded(known);
            }
            RSAPrivateCrtKey made = freshKey();
            System.setProperty(KEY_PROPERTY, Base64.getEncoder().encodeToString(made.getEncoded()));
            return made;
        }
    }

    /** A key that nobody trusts. */
    static RSAPrivateCrtKey freshKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return (RSAPrivateCrtKey) pair.getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make an RSA key", e);
        }
    }

    private static RSAPrivateCrtKey decoded(String base64) {
        try {
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(KEY_PROPERTY + " holds no RSA key", e);
        }
    }
}
