package energy.peerwatt.contracts.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.KeccakTree;
import energy.peerwatt.messages.evidence.RewardEpoch;
import energy.peerwatt.messages.evidence.RewardLeaf;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reward epochs against OpenZeppelin's merkle-tree, by way of tools/vectors.js; forge reads the same file. */
class RewardVectorsTest {
    @Test
    void epochsAreWhatTheTreeOfOpenZeppelinSays() throws IOException {
        JsonNode vectors = new JsonMapper()
                .readTree(Path.of("src/test/resources/vectors/rewards.json").toFile());
        String token = vectors.get("token").asText();
        assertThat(vectors.get("epochs")).hasSizeGreaterThanOrEqualTo(3);
        for (JsonNode vector : vectors.get("epochs")) {
            RewardEpoch epoch = new RewardEpoch(
                    new CommunityId(id(vectors.get("cell").asText())),
                    vector.get("epoch").asLong(),
                    GridEventId.of(vector.get("event").asText()),
                    new Hash32(vector.get("responseHash").asText()),
                    token,
                    vector.get("lines")
                            .valueStream()
                            .map(line -> new RewardEpoch.Line(line.get("wallet").asText(), cumulative(line)))
                            .toList());
            KeccakTree tree = epoch.tree();
            assertThat("0x" + HexFormat.of().formatHex(epoch.encode()))
                    .isEqualTo(vector.get("data").asText());
            assertThat(epoch.dataHash().hex()).isEqualTo(vector.get("dataHash").asText());
            assertThat(tree.root().hex()).isEqualTo(vector.get("root").asText());
            assertThat(epoch.total().nano()).isEqualTo(vector.get("total").asLong());
            for (int i = 0; i < epoch.lines().size(); i++) {
                JsonNode line = vector.get("lines").get(i);
                Hash32 leaf = new RewardLeaf(line.get("wallet").asText(), token, cumulative(line)).hash();
                List<Hash32> proof = tree.proof(i);
                assertThat(leaf.hex()).isEqualTo(line.get("leaf").asText());
                assertThat(proof.stream().map(Hash32::hex).toList())
                        .isEqualTo(line.get("proof")
                                .valueStream()
                                .map(JsonNode::asText)
                                .toList());
                assertThat(KeccakTree.verify(leaf, proof, tree.root())).isTrue();
            }
        }
    }

    private static TokenAmount cumulative(JsonNode line) {
        return TokenAmount.ofNano(line.get("cumulative").asLong());
    }

    private static UUID id(String hex) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex, 2, hex.length()));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
