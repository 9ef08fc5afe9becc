package energy.peerwatt.contracts.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.Hash32;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.crypto.StructuredDataEncoder;

/** Mandates and order batches of {@code vectors/mandate-v1.json} as any wallet encodes and signs typed data. */
class TradingTypedDataTest {
    private static final Path VECTORS = Path.of("../messages/src/test/resources/vectors/mandate-v1.json");

    @Test
    void walletsHashAndSignMandatesAndBatchesTheSameWay() throws Exception {
        JsonNode vectors = Json.mapper().readTree(VECTORS.toFile());
        for (JsonNode vector : vectors.get("mandates")) {
            ObjectNode mandate = vector.get("mandate").deepCopy();
            mandate.put("cell", bytes16(mandate.get("cell")));
            mandate.put("validUntil", seconds(mandate.get("validUntil")));
            check(vectors, "TradingMandate", mandate, vector, "ownerKey");
        }
        for (JsonNode vector : vectors.get("batches")) {
            ObjectNode batch = vector.get("batch").deepCopy();
            batch.put("cell", bytes16(batch.get("cell")));
            batch.put("slot", seconds(batch.get("slot").get("start")) / 300);
            check(vectors, "OrderBatch", batch, vector, "agentKey");
        }
    }

    private static void check(JsonNode vectors, String type, ObjectNode message, JsonNode vector, String keyName)
            throws Exception {
        byte[] digest = new StructuredDataEncoder(
                        typedData(type, message, vectors.get("chainId").longValue()))
                .hashStructuredData();
        assertThat(Hash32.of(digest).hex()).isEqualTo(vector.get("hash").textValue());
        byte[] signature =
                HexFormat.of().parseHex(vector.get("signature").textValue().substring(2));
        BigInteger key = Sign.signedMessageHashToKey(
                digest,
                new Sign.SignatureData(
                        signature[64], Arrays.copyOfRange(signature, 0, 32), Arrays.copyOfRange(signature, 32, 64)));
        BigInteger secret = new BigInteger(vectors.get(keyName).textValue().substring(2), 16);
        assertThat(Keys.getAddress(key)).isEqualTo(Keys.getAddress(ECKeyPair.create(secret)));
    }

    private static String typedData(String type, ObjectNode message, long chainId) throws IOException {
        ObjectNode data = Json.mapper().createObjectNode();
        ObjectNode types = data.putObject("types");
        fields(types.putArray("EIP712Domain"), "string name", "string version", "uint256 chainId");
        switch (type) {
            case "TradingMandate" ->
                fields(
                        types.putArray(type),
                        "address owner",
                        "address agentKey",
                        "bytes16 cell",
                        "uint32 maxPricePerKWh",
                        "uint32 minPricePerKWh",
                        "uint64 maxWhPerSlot",
                        "uint64 maxSpendPerDay",
                        "uint64 validUntil",
                        "uint64 nonce");
            case "OrderBatch" ->
                fields(
                        types.putArray(type),
                        "bytes16 cell",
                        "uint32 slot",
                        "uint32 count",
                        "bytes32 root",
                        "uint64 nonce");
            default -> throw new IllegalArgumentException(type);
        }
        data.put("primaryType", type);
        data.putObject("domain")
                .put("name", "PeerWatt Trading")
                .put("version", "1")
                .put("chainId", chainId);
        data.set("message", message);
        return Json.mapper().writeValueAsString(data);
    }

    private static void fields(ArrayNode into, String... fields) {
        for (String field : fields) {
            String[] typeAndName = field.split(" ");
            into.addObject().put("name", typeAndName[1]).put("type", typeAndName[0]);
        }
    }

    private static String bytes16(JsonNode id) {
        return "0x" + id.textValue().replace("-", "");
    }

    private static long seconds(JsonNode time) {
        return Instant.parse(time.textValue()).getEpochSecond();
    }
}
