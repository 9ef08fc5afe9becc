package energy.peerwatt.orderbook.clearing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import java.io.IOException;
import java.util.stream.LongStream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hash of a book is that of its canonical JSON, however it is reckoned. */
class BookHashTest {
    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isThatOfWhatTheLibraryMakes(long seed) throws IOException {
        ClearingBook book = new RandomBooks(seed).everything();

        assertThat(book.hash()).isEqualTo(hash(book));
    }

    @Test
    void andWithNamesThatNeedEscapes() throws IOException {
        for (String name : new String[] {"a\"b\\c", "tab\there", "bell\u0007", "bar\u001F", "grün €", "😀", "\u2028"}) {
            ClearingBook book =
                    new TestBook().sell("A", "3", TestBook.account(name)).book();

            assertThat(book.hash()).as(name).isEqualTo(hash(book));
        }
    }

    private static Hash32 hash(ClearingBook book) throws IOException {
        return Hash32.of(
                Hashing.keccak256(new JsonCanonicalizer(Json.mapper().writeValueAsString(book)).getEncodedUTF8()));
    }
}
