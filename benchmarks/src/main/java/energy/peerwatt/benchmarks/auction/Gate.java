package energy.peerwatt.benchmarks.auction;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Samples;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.benchmarks.Stopwatch;
import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * All that is computed when a gate closes on the orders of {@link OneZone}: they are sealed as they stand, in no order, the
 * book is hashed, cleared, and the result hashed. Storing and sending them is not in it. Hashes are checked against those
 * of the canonical JSON as its library makes it.
 */
public record Gate(String id, int orders) implements Scenario {
    /** What each step took of the processor, in milliseconds. */
    private static final class Steps {
        private static final List<String> NAMES = List.of("seal", "hash the book", "clear", "hash the result", "all");

        private final List<Samples> millis = new ArrayList<>();

        Steps() {
            NAMES.forEach(name -> millis.add(new Samples()));
        }

        /** @param laps since the start, at the end of each step */
        void add(List<Stopwatch.Lap> laps) {
            long before = 0;
            for (int i = 0; i < laps.size(); i++) {
                long now = laps.get(i).processor();
                millis.get(i).add((now - before) / 1e6);
                before = now;
            }
            millis.getLast().add(before / 1e6);
        }

        @Override
        public String toString() {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < NAMES.size(); i++) {
                all.add(NAMES.get(i) + " " + millis.get(i).summary(0));
            }
            return String.join(", ", all);
        }
    }

    @Override
    public List<String> run(Effort effort) {
        List<SealedBook.Order> standing = new ArrayList<>(OneZone.orders(orders));
        Collections.shuffle(standing, new Random(43));
        SealedBook expectedBook = OneZone.sealed(standing);
        Hash32 bookHash = hash(expectedBook);
        Hash32 resultHash = hash(SealedClearing.clear(expectedBook, bookHash));
        Steps steps = new Steps();
        Samples wall = new Samples();
        for (int i = -effort.warmUps(); i < effort.iterations(); i++) {
            Stopwatch watch = new Stopwatch();
            SealedBook book = OneZone.sealed(standing);
            Stopwatch.Lap sealed = watch.lap();
            Hash32 hashOfBook = book.hash();
            Stopwatch.Lap hashed = watch.lap();
            ClearingResult result = SealedClearing.clear(book, hashOfBook);
            Stopwatch.Lap cleared = watch.lap();
            Hash32 hashOfResult = result.hash();
            Stopwatch.Lap done = watch.lap();
            WrongResult.unlessEqual(id + " hash of the book", bookHash, hashOfBook);
            WrongResult.unlessEqual(id + " hash of the result", resultHash, hashOfResult);
            if (i >= 0) {
                steps.add(List.of(sealed, hashed, cleared, done));
                wall.add(done.wall() / 1e6);
            }
        }
        return List.of(String.format(
                Locale.ROOT, "%s: %,d orders: %s ms; by processor time: %s ms", id, orders, wall.summary(0), steps));
    }

    private static Hash32 hash(Object value) {
        try {
            return Hash32.of(
                    Hashing.keccak256(new JsonCanonicalizer(Json.mapper().writeValueAsString(value)).getEncodedUTF8()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
