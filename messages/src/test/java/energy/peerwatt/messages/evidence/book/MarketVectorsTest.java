package energy.peerwatt.messages.evidence.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the form of books and results still: the vector file may gain cases, but none of its lines may change. */
class MarketVectorsTest {
    static Stream<JsonNode> cases() throws IOException {
        try (InputStream in = MarketVectorsTest.class.getResourceAsStream("/vectors/market-v3.json")) {
            return StreamSupport.stream(Json.mapper().readTree(in).spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadWrittenBackAndHashedTheSame(JsonNode each) throws IOException {
        String name = each.path("name").asText();
        SealedBook book = Json.mapper().treeToValue(each.path("book"), SealedBook.class);
        ClearingResult result = Json.mapper().treeToValue(each.path("result"), ClearingResult.class);

        assertThat(Json.mapper().readTree(Json.mapper().writeValueAsString(book)))
                .as(name)
                .isEqualTo(each.path("book"));
        assertThat(Json.mapper().readTree(Json.mapper().writeValueAsString(result)))
                .as(name)
                .isEqualTo(each.path("result"));
        assertThat(book.hash().hex()).as(name).isEqualTo(each.path("bookHash").asText());
        assertThat(result.hash().hex())
                .as(name)
                .isEqualTo(each.path("resultHash").asText());
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        JsonNode first = cases().findFirst().orElseThrow();
        ObjectNode book = ((ObjectNode) first.path("book")).put("version", 1);
        ObjectNode result = ((ObjectNode) first.path("result")).put("version", 3);

        assertThatThrownBy(() -> Json.mapper().treeToValue(book, SealedBook.class))
                .hasMessageContaining("sealed book version 1 is not known, only 3");
        assertThatThrownBy(() -> Json.mapper().treeToValue(result, ClearingResult.class))
                .hasMessageContaining("clearing result version 3 is not known, only 2");
    }
}
