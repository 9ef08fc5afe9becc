package energy.peerwatt.messages.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

/** However it is made, canonical JSON is what the library for it makes of any JSON. */
class CanonicalJsonTest {
    private static final List<String> TEXTS = List.of(
            "", "plain", "grün €", "😀", "a\"b", "back\\slash", "tab\t", "bell\u0007", "bar\u001f", "\u2028", "é");

    private static final List<Object> NUMBERS = List.of(
            0,
            -1L,
            (short) 7,
            1L << 53,
            -(1L << 53),
            (1L << 53) + 1,
            -(1L << 53) - 1,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0.1,
            1e21,
            -0.0,
            3.0f,
            new BigDecimal("1.50"),
            BigInteger.TEN.pow(30));

    record Named(Object zebra, Object ant, Map<String, Object> map) {}

    @JsonPropertyOrder({"zebra", "ant"})
    record InAnotherOrder(Object ant, Object zebra) {}

    record Raw(@JsonRawValue String raw) {}

    @Test
    void textsNumbersAndTimesAreAsTheLibraryMakesThem() throws IOException {
        for (Object leaf : leaves()) {
            assertAsMade(List.of(leaf), leaf.toString());
            assertAsMade(new Named(leaf, leaf, Map.of("key", leaf)), leaf.toString());
        }
    }

    @Test
    void namesAreInOrderWhateverAValueSays() throws IOException {
        for (String one : TEXTS) {
            for (String other : TEXTS) {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put(other, 1);
                map.put(one, Map.of("inner", 2));
                assertAsMade(map, one + " and " + other);
                assertAsMade(Json.mapper().valueToTree(map), "a tree of " + one + " and " + other);
            }
        }
        assertAsMade(new InAnotherOrder(1, 2), "another order");
        assertAsMade(new Raw("{\"b\":1,\"a\":[ 2 ]}"), "raw");
    }

    @Test
    void whateverIsInsideOfWhat() throws IOException {
        for (long seed = 0; seed < 3_000; seed++) {
            assertAsMade(Map.of("value", value(new Random(seed), 4)), "seed " + seed);
        }
    }

    @Test
    void saysWhatCannotBeWritten() {
        assertThatThrownBy(() -> CanonicalJson.bytes(new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
    }

    private static List<Object> leaves() {
        List<Object> leaves = new ArrayList<>(TEXTS);
        leaves.addAll(NUMBERS);
        leaves.addAll(List.of(
                true,
                Instant.parse("2026-06-01T10:00:00.120Z"),
                new UUID(1, 2),
                Hash32.ZERO,
                new byte[] {1, 2, 3},
                new long[] {1, Long.MAX_VALUE},
                new double[] {0.1, 1}));
        return leaves;
    }

    private static Object value(Random random, int depth) {
        List<Object> leaves = leaves();
        Object leaf = leaves.get(random.nextInt(leaves.size()));
        Map<String, Object> map = new LinkedHashMap<>();
        List<Object> list = new ArrayList<>();
        for (int i = depth == 0 ? 0 : random.nextInt(4); i > 0; i--) {
            list.add(value(random, depth - 1));
            map.put(TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(20), value(random, depth - 1));
        }
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 1 -> list;
            case 2 -> map;
            case 3 -> new Named(leaf, list, map);
            default -> leaf;
        };
    }

    private static void assertAsMade(Object value, String which) throws IOException {
        byte[] made = new JsonCanonicalizer(Json.mapper().writeValueAsString(value)).getEncodedUTF8();
        assertThat(new String(CanonicalJson.bytes(value), StandardCharsets.UTF_8))
                .as(which)
                .isEqualTo(new String(made, StandardCharsets.UTF_8));
        assertThat(CanonicalJson.hash(value)).as(which).isEqualTo(Hash32.of(Hashing.keccak256(made)));
    }
}
