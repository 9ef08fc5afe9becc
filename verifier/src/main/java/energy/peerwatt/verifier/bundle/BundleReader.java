package energy.peerwatt.verifier.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.AccountLine;
import energy.peerwatt.messages.bundle.BatchLine;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.bundle.MandateLine;
import energy.peerwatt.messages.bundle.ResponseLine;
import energy.peerwatt.messages.bundle.RewardLine;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.verifier.CannotRun;
import energy.peerwatt.verifier.Difference;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a folder; strict, for what is read loosely can be changed unseen. */
public final class BundleReader {
    private static final ObjectMapper STRICT = Json.configure(new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final Path folder;

    private BundleReader(Path folder) {
        this.folder = folder;
    }

    /**
     * @throws CannotRun if a file is missing
     * @throws Difference if a line is not what its file should hold
     */
    public static Bundle read(Path folder) throws CannotRun, Difference {
        return new BundleReader(folder).read();
    }

    /**
     * Sealed books alone, as lines of {@code books.ndjson} or as the order book's audit answers them.
     *
     * @throws CannotRun if the file is missing or has no line
     * @throws Difference if a line is no sealed book with its result
     */
    public static List<Line<BookLine>> books(Path file) throws CannotRun, Difference {
        Path folder = file.toAbsolutePath().getParent();
        Path name = file.getFileName();
        if (folder == null || name == null) {
            throw new CannotRun("no file: " + file);
        }
        List<Line<BookLine>> books = new BundleReader(folder).all(name.toString(), BookLine.class);
        if (books.isEmpty()) {
            throw new CannotRun("no books in " + file);
        }
        return books;
    }

    private Bundle read() throws CannotRun, Difference {
        return new Bundle(
                parse(Bundle.MANIFEST, 1, String.join("\n", lines(Bundle.MANIFEST)), BundleManifest.class),
                all(Bundle.ACCOUNTS, AccountLine.class),
                all(Bundle.BOOKS, BookLine.class),
                all(Bundle.SEALS, ReadingsSealed.class),
                all(Bundle.SETTLEMENTS, SlotSettlement.class),
                all(Bundle.BATCHES, BatchLine.class),
                all(Bundle.RESPONSES, ResponseLine.class),
                all(Bundle.REWARDS, RewardLine.class),
                all(Bundle.MANDATES, MandateLine.class),
                asOf());
    }

    private @Nullable Long asOf() throws CannotRun, Difference {
        if (!Files.exists(folder.resolve(Bundle.AS_OF))) {
            return null;
        }
        return parse(Bundle.AS_OF, 1, String.join("\n", lines(Bundle.AS_OF)), AsOf.class)
                .value()
                .block();
    }

    record AsOf(long block) {}

    private <T> List<Line<T>> all(String file, Class<T> type) throws CannotRun, Difference {
        List<Line<T>> parsed = new ArrayList<>();
        for (String text : lines(file)) {
            parsed.add(parse(file, parsed.size() + 1, text, type));
        }
        return parsed;
    }

    private List<String> lines(String file) throws CannotRun, Difference {
        Path path = folder.resolve(file);
        try {
            return Files.readAllLines(path);
        } catch (NoSuchFileException e) {
            throw new CannotRun("there is no " + path, e);
        } catch (CharacterCodingException e) {
            throw new Difference(file, 0, "file", "encoding", "UTF-8", "other bytes");
        } catch (IOException e) {
            throw new CannotRun("cannot read " + path + ": " + e, e);
        }
    }

    private static <T> Line<T> parse(String file, int number, String text, Class<T> type) throws Difference {
        try {
            JsonNode raw = STRICT.readTree(text);
            T value = STRICT.treeToValue(raw, type);
            Completeness.require(value, type.getSimpleName());
            return new Line<>(file, number, raw, value);
        } catch (JsonProcessingException e) {
            throw new Difference(file, number, "line", "JSON", "a " + type.getSimpleName(), e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new Difference(file, number, "line", "fields", "a whole " + type.getSimpleName(), e.getMessage());
        }
    }
}
