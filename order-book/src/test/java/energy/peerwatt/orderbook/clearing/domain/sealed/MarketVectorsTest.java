package energy.peerwatt.orderbook.clearing.domain.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.quantity.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Sealed books with their hashes and what they clear to, for whoever clears them with other code. The file may gain
 * cases, but none of its lines may change; {@code -Dpeerwatt.vectors.write=true} writes it.
 */
class MarketVectorsTest {
    /** In ct per kWh. */
    private static final double LARGEST_FEE = Price.MAX / 10_000d;

    private static final Path VECTORS = Path.of("../messages/src/test/resources/vectors/market-v3.json");

    @Test
    void everyBookHasItsHashAndClearsToItsResult() throws IOException {
        ArrayNode found = Json.mapper().createArrayNode();
        for (Map.Entry<String, SealedBook> each : books().entrySet()) {
            ClearingResult result = SealedClearing.clear(each.getValue());
            ObjectNode line = found.addObject();
            line.put("name", each.getKey());
            line.put("bookHash", each.getValue().hash().hex());
            line.put("resultHash", result.hash().hex());
            line.set("book", Json.mapper().valueToTree(each.getValue()));
            line.set("result", Json.mapper().valueToTree(result));
        }
        if (Boolean.getBoolean("peerwatt.vectors.write")) {
            StringBuilder text = new StringBuilder("[\n");
            for (int i = 0; i < found.size(); i++) {
                text.append(found.get(i)).append(i + 1 < found.size() ? ",\n" : "\n");
            }
            Files.writeString(VECTORS, text.append("]\n"));
        }
        JsonNode expected = Json.mapper().readTree(VECTORS.toFile());
        assertThat(Json.mapper().readTree(found.toString())).isEqualTo(expected);
    }

    private static Map<String, SealedBook> books() {
        Map<String, SealedBook> books = new LinkedHashMap<>();
        for (PriceRule rule : PriceRule.values()) {
            books.put("F11 " + rule, SealedBooks.f11(-1).rule(rule).sealed());
            books.put("F12 " + rule, SealedBooks.f11(4).rule(rule).sealed());
        }
        books.put(
                "P3",
                new SealedBooks()
                        .rule(PriceRule.SCARCITY)
                        .zone("street", null, 0, 0, -1)
                        .sell("street", "8@3")
                        .sell("street", "8@2")
                        .sell("street", "10@2")
                        .buy("street", "28@1.5")
                        .buy("street", "26@2")
                        .sealed());
        books.put(
                "nothing trades",
                new SealedBooks()
                        .zone("A", null, 0, 1, -1)
                        .zone("B", "A", 2, 0, -1)
                        .sell("B", "20@5")
                        .buy("A", "9@5")
                        .sealed());
        books.put("an empty book", new SealedBooks().zone("A", null, 0, 1, -1).sealed());
        books.put("equal asks below and beside", equalAsks());
        books.put(
                "a full edge that keeps nobody from trading",
                new SealedBooks()
                        .zone("A", "B", 1, 0, 2)
                        .zone("B", null, 0, 0, -1)
                        .sell("A", "5@2")
                        .buy("B", "9@2")
                        .sealed());
        books.put(
                "floor and cap",
                new SealedBooks()
                        .rule(PriceRule.MIDPOINT)
                        .zone("A", null, 0, 1, -1)
                        .order("A", Side.SELL, "5@3", new Price(80_000))
                        .order("A", Side.BUY, "50@2", new Price(300_000))
                        .sealed());
        for (long seed = 0; seed < 12; seed++) {
            books.put("seed " + seed, SealedBooks.random(seed).sealed());
        }
        books.put(
                "a fee that nobody pays",
                closedBy(LARGEST_FEE).sell("R", "8@1").buy("R", "20@1").sealed());
        books.put(
                "too far to trade",
                closedBy(LARGEST_FEE).sell("A", "8@1").buy("B", "20@1").sealed());
        for (long seed = 0; seed < 12; seed++) {
            books.put("asks as they come, seed " + seed, SealedBooks.arriving(seed, SealedBook.Mode.CONTINUOUS_ASK));
            books.put(
                    "older orders as they come, seed " + seed,
                    SealedBooks.arriving(100 + seed, SealedBook.Mode.CONTINUOUS_OLDER));
        }
        return books;
    }

    private static SealedBooks closedBy(double fee) {
        return new SealedBooks()
                .zone("R", null, 0, 0, -1)
                .zone("A", "R", fee, 0, -1)
                .zone("B", "R", fee, 0, -1);
    }

    private static SealedBook equalAsks() {
        return new SealedBooks()
                .zone("R", null, 0, 0, -1)
                .zone("A", "R", 0, 0, -1)
                .zone("B", "R", 0, 0, 1)
                .sell("R", "8@1")
                .sell("A", "8@1.001")
                .sell("A", "8@1.001")
                .sell("B", "8@2.003")
                .sell("B", "9@1")
                .buy("R", "20@2.5")
                .buy("A", "20@0.499")
                .buy("R", "20@0.7")
                .sealed();
    }
}
