package energy.peerwatt.cli.clear;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A book read from a file.
 *
 * @param book the orders that could be read
 * @param unreadable orders of which a value could not
 * @param passedOver fields beside the book that say nothing to it
 */
record BookFile(ClearingBook book, List<Rejected> unreadable, List<String> passedOver) {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader()
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** @param rule instead of the file's, or null */
    static BookFile read(Path file, @Nullable PriceRule rule) throws BookFileProblem {
        return new BookParser(rule).parse(tree(file));
    }

    private static JsonNode tree(Path file) throws BookFileProblem {
        try (var in = file.toString().equals("-") ? System.in : Files.newInputStream(file);
                JsonParser parser = READER.getFactory()
                        .setStreamReadConstraints(StreamReadConstraints.defaults())
                        .createParser(in)) {
            JsonNode root = READER.readTree(parser);
            if (root == null || root.isMissingNode()) {
                throw new BookFileProblem(List.of("is empty; allowed is one JSON object"));
            }
            if (parser.nextToken() != null) {
                JsonLocation place = parser.currentTokenLocation();
                throw new BookFileProblem(List.of("line " + place.getLineNr() + ", column " + place.getColumnNr()
                        + ": there is more behind the book; allowed is one JSON object"));
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ";
            throw new BookFileProblem(List.of(where + "is no JSON: " + e.getOriginalMessage()));
        } catch (NoSuchFileException e) {
            throw new BookFileProblem(List.of("there is no such file"));
        } catch (IOException e) {
            throw new BookFileProblem(List.of("cannot be read: " + e.getMessage()));
        }
    }
}
