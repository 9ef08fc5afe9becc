package energy.peerwatt.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class TestIdentityTest {
    private static final TestToken TOKEN = TestIdentity.token("meter-gateway", "settlement")
            .roles("installer", "household")
            .claim("account_id", "a \"quoted\" \\ one");

    @Test
    void a_token_verifies_by_the_published_key_and_says_what_it_was_told() throws Exception {
        String token = TOKEN.subject("someone").expiresIn(Duration.ofMinutes(1)).sign();

        assertThat(verifies(token)).isTrue();
        JsonNode payload = payload(token);
        assertThat(payload.path("iss").asText()).isEqualTo(TestIdentity.issuer());
        assertThat(payload.path("sub").asText()).isEqualTo("someone");
        assertThat(payload.path("aud").get(1).asText()).isEqualTo("settlement");
        assertThat(payload.path("realm_access").path("roles").get(0).asText()).isEqualTo("installer");
        assertThat(payload.path("account_id").asText()).isEqualTo("a \"quoted\" \\ one");
        assertThat(Instant.ofEpochSecond(payload.path("exp").asLong()))
                .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(61));
    }

    @Test
    void forged_and_unsigned_tokens_do_not_verify() throws Exception {
        assertThat(verifies(TOKEN.forge())).isFalse();
        assertThat(TOKEN.leaveUnsigned()).endsWith(".");
        assertThat(payload(TOKEN.leaveUnsigned()).path("iss").asText()).isEqualTo(TestIdentity.issuer());
    }

    @Test
    void an_expired_token_was_good_before() throws Exception {
        JsonNode payload = payload(TOKEN.expiresIn(Duration.ofMinutes(-2)).sign());

        assertThat(Instant.ofEpochSecond(payload.path("exp").asLong())).isBefore(Instant.now());
        assertThat(payload.path("iat").asLong()).isLessThan(payload.path("exp").asLong());
    }

    private static boolean verifies(String token) throws Exception {
        String base64 = TestIdentity.publicKeyPem().replaceAll("-----[A-Z ]+-----", "");
        PublicKey key = KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        String[] parts = token.split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static JsonNode payload(String token) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }
}
