package energy.peerwatt.orderbook.book.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookPagesTest {
    private static final long HALF = BookPages.MOST_BYTES / 2;

    @Test
    void aPageEndsBeforeTheLineThatWouldMakeItTooLarge() {
        assertThat(BookPages.fitting(List.of(HALF, HALF, 1L))).isEqualTo(2);
        assertThat(BookPages.fitting(Collections.nCopies(1_000, 400_000L))).isEqualTo(10);
        assertThat(BookPages.fitting(List.of(1L, 2L, 3L))).isEqualTo(3);
    }

    @Test
    void aLineThatIsLargerThanAPageIsOne() {
        assertThat(BookPages.fitting(List.of(BookPages.MOST_BYTES + 1, 1L))).isEqualTo(1);
    }

    @Test
    void aPlaceIsASlotOrARoundOfIt() {
        Instant slot = Instant.parse("2026-06-01T10:00:00Z");
        assertThat(BookPages.Place.of("2026-06-01T10:00:00Z/3")).isEqualTo(new BookPages.Place(slot, 3));
        assertThat(BookPages.Place.of("2026-06-01T10:00:00Z")).isEqualTo(new BookPages.Place(slot, Integer.MAX_VALUE));
    }
}
