package energy.peerwatt.verifier.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values that others computed: the RFC's authors, Node with OpenZeppelin's tree, the contracts. */
class PublishedVectorsTest {
    private static final List<String> RFC_LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void sealTreeHasTheRootsOfCertificateTransparency(int count, String root) {
        List<byte[]> leaves = RFC_LEAVES.subList(0, count).stream()
                .map(HexFormat.of()::parseHex)
                .toList();
        assertThat(SealTree.root(leaves).hex()).isEqualTo("0x" + root);
    }

    @Test
    void batchesHaveTheHashesOfNodeAndContracts() throws IOException {
        JsonNode vectors = json("../contracts/src/test/resources/vectors/batches.json");
        String cell = vectors.get("cell").asText().substring(2);
        CommunityId community =
                new CommunityId(Uuids.read(ByteBuffer.wrap(HexFormat.of().parseHex(cell))));
        assertThat(vectors.get("batches")).hasSizeGreaterThan(2);
        Net net = new Net();
        for (JsonNode batch : vectors.get("batches")) {
            JsonNode header = batch.get("header");
            List<Entry> entries = new ArrayList<>();
            List<byte[]> hashes = new ArrayList<>();
            for (JsonNode leaf : batch.get("leaves")) {
                Entry entry = new Entry(
                        leaf.get("slot").asLong(),
                        leaf.get("price").asLong(),
                        leaf.get("payer").asInt(),
                        leaf.get("payee").asInt(),
                        leaf.get("wh").asLong(),
                        hash(leaf, "bidHash"),
                        hash(leaf, "askHash"),
                        hash(leaf, "readingsRoot"));
                byte[] leafHash =
                        entry.leafHash(hash(leaf, "salt"), header.get("number").asLong(), entries.size());
                assertThat(Hash32.of(leafHash)).isEqualTo(hash(leaf, "hash"));
                entries.add(entry);
                hashes.add(leafHash);
                net.add(entry);
            }
            byte[] packed = Packing.pack(entries);
            assertThat("0x" + HexFormat.of().formatHex(packed))
                    .isEqualTo(batch.get("packed").asText());
            assertThat(Keccak.hash(packed)).isEqualTo(hash(header, "dataHash"));
            assertThat(RecordTree.root(hashes)).isEqualTo(hash(header, "recordsRoot"));
            assertThat(net.hash(header.get("accounts").asInt())).isEqualTo(hash(header, "cumNetHash"));
            byte[] words = HeaderWords.encode(header(community, header));
            assertThat(HeaderWords.hash(
                            hash(batch, "prev"), words, batch.get("committedAt").asLong()))
                    .isEqualTo(hash(batch, "hash"));
            if (header.get("endsPeriod").asBoolean()) {
                net = new Net();
            }
        }
    }

    @Test
    void rewardEpochsAreThoseOfTheTreeOfOpenZeppelin() throws IOException {
        JsonNode vectors = json("../contracts/src/test/resources/vectors/rewards.json");
        String cell = vectors.get("cell").asText();
        assertThat(vectors.get("epochs")).hasSizeGreaterThan(2);
        for (JsonNode vector : vectors.get("epochs")) {
            SortedMap<String, Long> cumulative = new TreeMap<>();
            vector.get("lines")
                    .forEach(line -> cumulative.put(
                            line.get("wallet").asText(), line.get("cumulative").asLong()));
            RewardBytes epoch = new RewardBytes(
                    new CommunityId(new UUID(
                            Long.parseUnsignedLong(cell.substring(2, 18), 16),
                            Long.parseUnsignedLong(cell.substring(18), 16))),
                    vector.get("epoch").asLong(),
                    GridEventId.of(vector.get("event").asText()),
                    new Hash32(vector.get("responseHash").asText()),
                    vectors.get("token").asText(),
                    cumulative);
            assertThat(epoch.root().hex()).isEqualTo(vector.get("root").asText());
            assertThat(epoch.dataHash().hex()).isEqualTo(vector.get("dataHash").asText());
            assertThat(epoch.total()).isEqualTo(vector.get("total").asLong());
        }
    }

    @Test
    void readingsSealsSignaturesAndOrdersHaveTheBytesOfNode() throws IOException {
        JsonNode vectors = json("../messages/src/test/resources/vectors/evidence-v1.json");
        ReadingBytes reading = ReadingBytes.parse(bytes(vectors, "reading1"));
        assertThat(reading.hash().hex())
                .isEqualTo("0x" + vectors.get("reading1Hash").asText());
        assertThat(reading.imported()).isEqualTo(1_234_567);
        assertThat(reading.exported()).isEqualTo(7_654_321);
        ReadingBytes second = ReadingBytes.parse(bytes(vectors, "reading2"));
        assertThat(second.previous()).isEqualTo(reading.hash());
        assertThat(second.backfilled()).isTrue();

        SealBytes seal = SealBytes.parse(bytes(vectors, "seal"));
        assertThat(seal.gateway().toString()).isEqualTo(vectors.get("gateway").asText());
        assertThat(seal.root())
                .isEqualTo(SealTree.root(List.of(bytes(vectors, "reading1"), bytes(vectors, "reading2"))));
        GatewaySignature key = new GatewaySignature(
                new Hash32("0x" + vectors.get("keyX").asText()),
                new Hash32("0x" + vectors.get("keyY").asText()));
        byte[] signature = bytes(vectors, "sealSignature");
        assertThat(key.verifies(seal.bytes(), signature)).isTrue();
        assertThat(key.verifies(seal.bytes(), withHighS(signature))).isFalse();
        signature[5] ^= 1;
        assertThat(key.verifies(seal.bytes(), signature)).isFalse();
        assertThat(key.verifies(seal.bytes(), new byte[64])).isFalse();

        JsonNode fields = vectors.get("orderFields");
        Slot slot = Slot.containing(Instant.parse(fields.get("slotStart").asText()), Duration.ofMinutes(15));
        SealedBook.Order order = new SealedBook.Order(
                OrderId.of(fields.get("order").asText()),
                AccountId.of(fields.get("order").asText()),
                new GridZoneId("a"),
                Side.valueOf(fields.get("side").asText()),
                new Energy(fields.get("wh").asLong()),
                new Price(fields.get("limit").asLong()),
                null,
                null,
                Instant.parse(fields.get("submittedAt").asText()));
        assertThat(OrderHash.of(order, slot.number()).hex())
                .isEqualTo("0x" + vectors.get("orderHash").asText());
    }

    private static byte[] withHighS(byte[] signature) {
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        BigInteger high = order.subtract(new BigInteger(1, signature, 32, 32));
        byte[] digits = high.toByteArray();
        byte[] changed = signature.clone();
        System.arraycopy(digits, digits.length - 32, changed, 32, 32);
        return changed;
    }

    private static BatchHeader header(CommunityId cell, JsonNode header) {
        return new BatchHeader(
                header.get("version").asInt(),
                cell,
                header.get("number").asLong(),
                header.get("period").asLong(),
                header.get("endsPeriod").asBoolean(),
                header.get("slotSeconds").asLong(),
                header.get("slotFrom").asLong(),
                header.get("slotTo").asLong(),
                header.get("records").asInt(),
                header.get("accounts").asInt(),
                new Energy(header.get("wh").asLong()),
                new Money(header.get("paid").asLong()),
                header.get("paramsVersion").asLong(),
                hash(header, "recordsRoot"),
                hash(header, "dataHash"),
                hash(header, "cumNetHash"));
    }

    private static Hash32 hash(JsonNode node, String field) {
        return new Hash32(node.get(field).asText());
    }

    private static byte[] bytes(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asText());
    }

    private static JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(Files.readString(Path.of(path)));
    }
}
