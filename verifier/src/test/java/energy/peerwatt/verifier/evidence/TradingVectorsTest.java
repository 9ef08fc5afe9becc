package energy.peerwatt.verifier.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.OrderBatch;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.evidence.WalletSignature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verifier's own digests, paths and recovery against the published vectors. */
class TradingVectorsTest {
    private static final Path VECTORS = Path.of("../messages/src/test/resources/vectors/mandate-v1.json");

    @Test
    void mandatesAndBatchesAreReadAsPublished() throws IOException {
        JsonNode vectors = Json.mapper().readTree(VECTORS.toFile());
        TradingDigests digests = new TradingDigests(vectors.get("chainId").longValue());
        for (JsonNode vector : vectors.get("mandates")) {
            TradingMandate mandate = Json.mapper().treeToValue(vector.get("mandate"), TradingMandate.class);
            assertThat(digests.of(mandate)).isEqualTo(hash(vector.get("hash")));
            assertThat(WalletSigner.of(digests.of(mandate), signature(vector))).isEqualTo(mandate.owner());
            assertThat(WalletSigner.of(new TradingDigests(1).of(mandate), signature(vector)))
                    .isNotEqualTo(mandate.owner());
        }
        for (JsonNode vector : vectors.get("batches")) {
            OrderBatch batch = Json.mapper().treeToValue(vector.get("batch"), OrderBatch.class);
            assertThat(digests.of(batch)).isEqualTo(hash(vector.get("hash")));
            assertThat(WalletSigner.of(digests.of(batch), signature(vector)))
                    .isEqualTo(vectors.at("/mandates/0/mandate/agentKey").textValue());
            for (int i = 0; i < batch.count(); i++) {
                List<Hash32> path = new ArrayList<>();
                vector.get("paths").get(i).forEach(node -> path.add(hash(node)));
                Hash32 leaf = hash(vector.get("leaves").get(i));
                assertThat(TradingDigests.root(leaf, path)).isEqualTo(batch.root());
            }
        }
    }

    @Test
    void whatNobodySignedIsSaidToBeSo() {
        WalletSignature zero = new WalletSignature("0x" + "0".repeat(128) + "1b");
        assertThatThrownBy(() -> WalletSigner.of(Hash32.ZERO, zero)).hasMessageContaining("out of range");
    }

    private static Hash32 hash(JsonNode text) {
        return new Hash32(text.textValue());
    }

    private static WalletSignature signature(JsonNode vector) {
        return new WalletSignature(vector.get("signature").textValue());
    }
}
