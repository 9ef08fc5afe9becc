package energy.peerwatt.verifier;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.verifier.bundle.BundleReader;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.check.Books;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run over sealed books alone: what they give follows from them, whoever published them and whenever. */
final class BookVerification implements Checked {
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /**
     * @throws Difference at the first book whose result does not follow from it
     * @throws CannotRun if the file is missing or empty
     */
    void run(Path file) throws Difference, CannotRun {
        List<Line<BookLine>> lines = BundleReader.books(file);
        Books books = Books.checkEach(lines);
        counts.put("books", (long) lines.size());
        counts.put("orders", books.orders());
        counts.put("trades", books.trades());
    }

    @Override
    public Map<String, Long> counts() {
        return counts;
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }
}
