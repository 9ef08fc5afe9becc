package energy.peerwatt.contracts.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RecordLeaf;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** The batches of {@code vectors/batches.json}, which forge reads too and tools/vectors.js made. */
public record BatchVectors(List<Batch> batches) {

    public record Batch(
            BatchHeader header,
            Hash32 previous,
            Instant committedAt,
            Hash32 hash,
            byte[] packed,
            byte[] previousNet,
            byte[] net,
            List<Leaf> leaves) {}

    public record Leaf(RecordLeaf leaf, Hash32 hash, List<Hash32> proof) {}

    public static BatchVectors read() {
        try (InputStream in = BatchVectors.class.getResourceAsStream("/vectors/batches.json")) {
            JsonNode all = new JsonMapper().readTree(in);
            return new BatchVectors(
                    all.get("batches").valueStream().map(BatchVectors::batch).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Batch batch(JsonNode json) {
        BatchHeader header = header(json.get("header"));
        return new Batch(
                header,
                hash(json.get("prev")),
                Instant.ofEpochSecond(json.get("committedAt").asLong()),
                hash(json.get("hash")),
                bytes(json.get("packed")),
                bytes(json.get("previousNet")),
                bytes(json.get("cumNet")),
                json.get("leaves")
                        .valueStream()
                        .map(leaf -> leaf(header.number(), leaf))
                        .toList());
    }

    private static BatchHeader header(JsonNode json) {
        ByteBuffer cell = ByteBuffer.wrap(bytes(json.get("cell")));
        return new BatchHeader(
                json.get("version").asInt(),
                new CommunityId(new UUID(cell.getLong(), cell.getLong())),
                json.get("number").asLong(),
                json.get("period").asLong(),
                json.get("endsPeriod").asBoolean(),
                json.get("slotSeconds").asLong(),
                json.get("slotFrom").asLong(),
                json.get("slotTo").asLong(),
                json.get("records").asInt(),
                json.get("accounts").asInt(),
                new Energy(json.get("wh").asLong()),
                Money.ofNano(json.get("paid").asLong()),
                json.get("paramsVersion").asLong(),
                hash(json.get("recordsRoot")),
                hash(json.get("dataHash")),
                hash(json.get("cumNetHash")));
    }

    private static Leaf leaf(long batch, JsonNode json) {
        RecordLeaf leaf = new RecordLeaf(
                hash(json.get("salt")),
                batch,
                json.get("index").asInt(),
                json.get("slot").asLong(),
                json.get("payer").asInt(),
                json.get("payee").asInt(),
                new Energy(json.get("wh").asLong()),
                new Price(json.get("price").asLong()),
                hash(json.get("bidHash")),
                hash(json.get("askHash")),
                hash(json.get("readingsRoot")));
        return new Leaf(
                leaf,
                hash(json.get("hash")),
                json.get("proof").valueStream().map(BatchVectors::hash).toList());
    }

    private static Hash32 hash(JsonNode json) {
        return new Hash32(json.asText());
    }

    private static byte[] bytes(JsonNode json) {
        return HexFormat.of().parseHex(json.asText(), 2, json.asText().length());
    }
}
