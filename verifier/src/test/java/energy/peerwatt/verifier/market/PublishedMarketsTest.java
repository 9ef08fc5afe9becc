package energy.peerwatt.verifier.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.verifier.evidence.CanonicalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published books with their results, cleared again from the text as it stands there. */
class PublishedMarketsTest {
    private static final Path VECTORS = Path.of("../messages/src/test/resources/vectors/market-v3.json");

    static List<JsonNode> vectors() throws IOException {
        List<JsonNode> vectors = new ArrayList<>();
        Json.mapper().readTree(Files.readString(VECTORS)).forEach(vectors::add);
        assertThat(vectors).hasSizeGreaterThan(5);
        return vectors;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aPublishedBookGivesThePublishedResult(JsonNode vector) throws IOException {
        Hash32 bookHash = CanonicalText.hash(vector.get("book"));
        assertThat(bookHash.hex()).isEqualTo(vector.get("bookHash").asText());
        assertThat(CanonicalText.hash(vector.get("result")).hex())
                .isEqualTo(vector.get("resultHash").asText());
        SealedBook book = Json.mapper().treeToValue(vector.get("book"), SealedBook.class);
        ClearingResult result = Json.mapper().treeToValue(vector.get("result"), ClearingResult.class);
        assertThat(TreeClearing.clear(book, bookHash)).isEqualTo(result);
    }
}
