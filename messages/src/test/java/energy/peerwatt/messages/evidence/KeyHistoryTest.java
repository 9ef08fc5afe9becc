package energy.peerwatt.messages.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.GatewayId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeyHistoryTest {
    private static final GatewayId GATEWAY = new GatewayId(new UUID(1, 2));
    private static final Instant FIRST = Instant.parse("2026-06-21T10:00:00Z");

    private final List<KeyPair> keys = List.of(pair(), pair(), pair());

    @Test
    void followsSignedRotations() {
        KeyHistory history = history();

        assertThat(history.violations()).isEmpty();
        assertThat(history.keyAt(FIRST.minusSeconds(1))).isEqualTo(point(0));
        assertThat(history.keyAt(FIRST)).isEqualTo(point(1));
        assertThat(history.keyAt(FIRST.plusSeconds(899))).isEqualTo(point(1));
        assertThat(history.keyAt(FIRST.plusSeconds(900))).isEqualTo(point(2));
        assertThat(history.newest()).isEqualTo(point(2));
        KeyRotation last = history.rotations().getLast().decoded();
        assertThat(KeyRotation.decode(last.encode())).isEqualTo(last);
    }

    @Test
    void namesWhateverIsWrong() {
        KeyHistory whole = history();
        SignedKeyRotation one = whole.rotations().getFirst();
        SignedKeyRotation two = whole.rotations().getLast();

        assertThat(new KeyHistory(new GatewayId(new UUID(9, 9)), point(0), whole.rotations()).violations())
                .hasSize(2)
                .allMatch(violation -> violation.contains("it is of gateway"));
        assertThat(new KeyHistory(GATEWAY, point(2), List.of(one)).violations())
                .containsExactly("rotation 1: the key before it is another", "rotation 1: the old key did not sign it");
        List<SignedKeyRotation> reversed = new ArrayList<>(whole.rotations());
        Collections.reverse(reversed);
        assertThat(new KeyHistory(GATEWAY, point(0), reversed).violations())
                .contains("rotation 1: its number is 2", "rotation 2: it is not valid later than the one before");
        assertThat(new KeyHistory(
                                GATEWAY,
                                point(0),
                                List.of(new SignedKeyRotation(
                                        one.rotation(), one.signatureAfter(), one.signatureBefore())))
                        .violations())
                .containsExactly("rotation 1: the old key did not sign it", "rotation 1: the new key did not sign it");
        assertThat(new KeyHistory(GATEWAY, point(0), List.of(two)).violations())
                .contains("rotation 1: it does not point at the rotation before");
    }

    @Test
    void damagedBytesAreNamed() {
        byte[] bytes = history().rotations().getFirst().decoded().encode();
        assertThatThrownBy(() -> KeyRotation.decode(new byte[194])).hasMessageContaining("195 bytes, not 194");
        bytes[6] = 2;
        assertThatThrownBy(() -> KeyRotation.decode(bytes)).hasMessageContaining("version 2");
        bytes[0] = 'X';
        assertThatThrownBy(() -> KeyRotation.decode(bytes)).hasMessageContaining("PWROTA");
    }

    /** The vectors hold the bytes still; they were signed once and verify for ever. */
    @Test
    void vectorsVerify() throws IOException {
        JsonNode vectors;
        try (InputStream in = KeyHistoryTest.class.getResourceAsStream("/vectors/key-rotation-v1.json")) {
            vectors = Json.mapper().readTree(in);
        }
        List<SignedKeyRotation> rotations = new ArrayList<>();
        for (JsonNode signed : vectors.path("rotations")) {
            rotations.add(Json.mapper().treeToValue(signed, SignedKeyRotation.class));
        }
        KeyHistory history = new KeyHistory(
                GatewayId.of(vectors.path("gateway").asText()),
                new P256.Point(
                        new Hash32(vectors.path("firstX").asText()),
                        new Hash32(vectors.path("firstY").asText())),
                rotations);

        assertThat(history.violations()).isEmpty();
        assertThat(rotations).hasSize(2);
        assertThat(history.newest().x().hex()).isEqualTo(vectors.path("newestX").asText());
    }

    @Test
    void nodeFollowsTheSameHistory() throws IOException, InterruptedException {
        Process node = new ProcessBuilder(
                        "node", "src/test/node/key-rotation.mjs", "src/test/resources/vectors/key-rotation-v1.json")
                .directory(Path.of("").toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).endsWith("the history is whole\n");
        assertThat(node.exitValue()).isZero();
    }

    private KeyHistory history() {
        KeyHistory none = new KeyHistory(GATEWAY, point(0), List.of());
        KeyHistory once = none.with(signed(none.next(point(1), FIRST), 0, 1));
        return once.with(signed(once.next(point(2), FIRST.plusSeconds(900)), 1, 2));
    }

    private SignedKeyRotation signed(KeyRotation rotation, int before, int after) {
        return SignedKeyRotation.of(
                rotation,
                P256.sign(keys.get(before).getPrivate(), rotation.encode()),
                P256.sign(keys.get(after).getPrivate(), rotation.encode()));
    }

    private P256.Point point(int key) {
        return P256.Point.of(keys.get(key).getPublic());
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
