package energy.peerwatt.messages.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds mandates and order batches still. {@code contracts/tools/mandate-vectors.js} wrote the file, from the plain fields
 * and with another library.
 */
class MandateVectorsTest {
    private static final JsonNode VECTORS = vectors();
    private static final TradingDomain DOMAIN =
            new TradingDomain(VECTORS.get("chainId").longValue());

    @Test
    void mandatesHaveTheirHashAndTheirOwnersSignature() throws IOException {
        Secp256k1.Key owner = key("ownerKey");
        for (JsonNode vector : VECTORS.get("mandates")) {
            TradingMandate mandate = Json.mapper().treeToValue(vector.get("mandate"), TradingMandate.class);
            assertThat(mandate.owner()).isEqualTo(owner.address());
            assertThat(mandate.digest(DOMAIN).hex())
                    .isEqualTo(vector.get("hash").textValue());
            SignedMandate signed = SignedMandate.of(mandate, owner, DOMAIN);
            assertThat(signed.signature().hex())
                    .isEqualTo(vector.get("signature").textValue());
            assertThat(signed.isByItsOwner(DOMAIN)).isTrue();
            assertThat(SignedMandate.of(mandate, key("agentKey"), DOMAIN).isByItsOwner(DOMAIN))
                    .isFalse();
            assertThat(signed.isByItsOwner(new TradingDomain(DOMAIN.chainId() + 1)))
                    .isFalse();
            assertThat(Json.mapper().valueToTree(mandate).toString())
                    .isEqualTo(vector.get("mandate").toString());
        }
    }

    @Test
    void batchesHaveTheirRootHashAndSignature() throws IOException {
        Secp256k1.Key agent = key("agentKey");
        for (JsonNode vector : VECTORS.get("batches")) {
            OrderBatch batch = Json.mapper().treeToValue(vector.get("batch"), OrderBatch.class);
            List<Hash32> leaves = new ArrayList<>();
            vector.get("leaves").forEach(leaf -> leaves.add(new Hash32(leaf.textValue())));
            KeccakTree tree = KeccakTree.of(leaves);
            assertThat(tree.root()).isEqualTo(batch.root());
            assertThat(leaves).hasSize(batch.count());
            for (int i = 0; i < leaves.size(); i++) {
                assertThat(Json.mapper().valueToTree(tree.proof(i)).toString())
                        .isEqualTo(vector.get("paths").get(i).toString());
            }
            assertThat(batch.digest(DOMAIN).hex()).isEqualTo(vector.get("hash").textValue());
            SignedOrderBatch signed = SignedOrderBatch.of(batch, agent, DOMAIN);
            assertThat(signed.signature().hex())
                    .isEqualTo(vector.get("signature").textValue());
            assertThat(signed.signer(DOMAIN)).contains(agent.address());
        }
    }

    private static Secp256k1.Key key(String name) {
        return Secp256k1.Key.of(new BigInteger(VECTORS.get(name).textValue().substring(2), 16));
    }

    private static JsonNode vectors() {
        try (InputStream in = MandateVectorsTest.class.getResourceAsStream("/vectors/mandate-v1.json")) {
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
