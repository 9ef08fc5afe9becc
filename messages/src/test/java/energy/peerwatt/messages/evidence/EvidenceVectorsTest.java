package energy.peerwatt.messages.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Holds the byte layouts still: the vector file may gain versions, but none of its lines may change. */
class EvidenceVectorsTest {
    private static final JsonNode VECTORS = vectors();

    @Test
    void readingsHaveTheirBytesAndHash() {
        assertThat(hex(Samples.FIRST.encode())).isEqualTo(text("reading1"));
        assertThat(hex(Samples.SECOND.encode())).isEqualTo(text("reading2"));
        assertThat(Samples.FIRST.hash().hex()).isEqualTo("0x" + text("reading1Hash"));
        assertThat(IntervalReading.decode(Samples.SECOND.encode())).isEqualTo(Samples.SECOND);
    }

    @Test
    void sealsHaveTheirBytesAndVerify() {
        assertThat(hex(Samples.SEAL.encode())).isEqualTo(text("seal"));
        assertThat(Seal.decode(Samples.SEAL.encode())).isEqualTo(Samples.SEAL);
        PublicKey key = new P256.Point(new Hash32("0x" + text("keyX")), new Hash32("0x" + text("keyY"))).key();
        byte[] signature = HexFormat.of().parseHex(text("sealSignature"));
        ReadingsSealed event = ReadingsSealed.of(Samples.SEAL, signature, List.of(Samples.FIRST, Samples.SECOND));
        assertThat(event.violations(key)).isEmpty();
        ReadingsSealed shortened = ReadingsSealed.of(Samples.SEAL, signature, List.of(Samples.FIRST));
        assertThat(shortened.violations(key)).hasSize(2);
        signature[40] ^= 1;
        assertThat(ReadingsSealed.of(Samples.SEAL, signature, List.of(Samples.FIRST, Samples.SECOND))
                        .violations(key))
                .containsExactly("the signature does not verify with the gateway's key");
    }

    @Test
    void ordersHaveTheirBytesAndHash() {
        assertThat(hex(Samples.ORDER.encode())).isEqualTo(text("order"));
        assertThat(Samples.ORDER.hash().hex()).isEqualTo("0x" + text("orderHash"));
    }

    @Test
    void nodeReadsTheSameVectors() throws IOException, InterruptedException {
        Process node = new ProcessBuilder(
                        "node", "src/test/node/vectors.mjs", "src/test/resources/vectors/evidence-v1.json")
                .directory(Path.of("").toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes());
        assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).endsWith("vectors agree\n");
        assertThat(node.exitValue()).isZero();
    }

    @Test
    void damagedBytesAreNamed() {
        assertThatThrownBy(() -> IntervalReading.decode(new byte[104])).hasMessageContaining("105 bytes, not 104");
        byte[] future = Samples.FIRST.encode();
        future[0] = 2;
        assertThatThrownBy(() -> IntervalReading.decode(future)).hasMessageContaining("version 2");
        byte[] untagged = Samples.SEAL.encode();
        untagged[0] = 'X';
        assertThatThrownBy(() -> Seal.decode(untagged)).hasMessageContaining("PWSEAL");
    }

    private static String text(String name) {
        return VECTORS.path(name).asText();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static JsonNode vectors() {
        try (InputStream in = EvidenceVectorsTest.class.getResourceAsStream("/vectors/evidence-v1.json")) {
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException("the vector file is part of this module", e);
        }
    }
}
