package energy.peerwatt.servers;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * An access token in the making. Every method gives a new one, so a common beginning can be kept and varied.
 *
 * @param lifetime from now; a negative one makes a token that is over
 * @param claims further claims with text values
 */
public record TestToken(
        String issuer,
        List<String> audience,
        String subject,
        List<String> roles,
        Duration lifetime,
        Map<String, String> claims) {

    public TestToken {
        audience = List.copyOf(audience);
        roles = List.copyOf(roles);
        claims = Map.copyOf(claims);
    }

    static TestToken of(String issuer, String... audience) {
        return new TestToken(
                issuer, List.of(audience), UUID.randomUUID().toString(), List.of(), Duration.ofMinutes(5), Map.of());
    }

    /** The realm roles, as in {@code realm_access.roles}; the last call counts. */
    public TestToken roles(String... names) {
        return new TestToken(issuer, audience, subject, Arrays.asList(names), lifetime, claims);
    }

    /** Such as {@code account_id}, {@code community_id} or {@code gateway_id}. */
    public TestToken claim(String name, String value) {
        Map<String, String> more = new TreeMap<>(claims);
        more.put(name, value);
        return new TestToken(issuer, audience, subject, roles, lifetime, more);
    }

    public TestToken subject(String value) {
        return new TestToken(issuer, audience, value, roles, lifetime, claims);
    }

    /** Negative for a token that is over; services allow a few seconds of clock skew. */
    public TestToken expiresIn(Duration duration) {
        return new TestToken(issuer, audience, subject, roles, duration, claims);
    }

    /** For other services than before. */
    public TestToken forServices(String... names) {
        return new TestToken(issuer, Arrays.asList(names), subject, roles, lifetime, claims);
    }

    public TestToken issuedBy(String otherIssuer) {
        return new TestToken(otherIssuer, audience, subject, roles, lifetime, claims);
    }

    /** As the realm would sign it. */
    public String sign() {
        return signed(TestIdentity.key());
    }

    /** Signed by a key that is not the realm's. */
    public String forge() {
        return signed(TestIdentity.freshKey());
    }

    /** With algorithm {@code none} and no signature. */
    public String leaveUnsigned() {
        return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + base64(payload()) + ".";
    }

    private String signed(PrivateKey key) {
        String content = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"test\"}") + "." + base64(payload());
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign RS256", e);
        }
    }

    private String payload() {
        // The token's time is real time, as with Keycloak: market time does not reach it.
        Instant now = Instant.now();
        Instant end = now.plus(lifetime);
        Instant issued = end.isBefore(now) ? end.minusSeconds(300) : now;
        StringBuilder json = new StringBuilder()
                .append("{\"iss\":" + text(issuer))
                .append(",\"aud\":" + list(audience))
                .append(",\"sub\":" + text(subject))
                .append(",\"jti\":" + text(UUID.randomUUID().toString()))
                .append(",\"typ\":\"Bearer\"")
                .append(",\"iat\":" + issued.getEpochSecond())
                .append(",\"exp\":" + end.getEpochSecond())
                .append(",\"realm_access\":{\"roles\":" + list(roles) + "}");
        new TreeMap<>(claims).forEach((name, value) -> json.append("," + text(name) + ":" + text(value)));
        return json.append("}").toString();
    }

    private static String list(List<String> values) {
        return values.stream().map(TestToken::text).collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(String value) {
        if (value.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("a claim has no control characters");
        }
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String base64(String value) {
        return base64(value.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
