package energy.peerwatt.supervisor.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import energy.peerwatt.verifier.market.TreeClearing;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order book and the verifier clear with code that has nothing in common but the types. */
class ClearingAgreementTest {
    private static final int BOOKS = 3_000;

    @Test
    void theSecondImplementationClearsEveryBookToTheSameBytes() {
        Map<PriceRule, Integer> traded = new EnumMap<>(PriceRule.class);
        int untraded = 0;
        int rationed = 0;
        int inSeveralZones = 0;
        int onlyIndicative = 0;
        int withRent = 0;
        for (long seed = 0; seed < BOOKS; seed++) {
            SealedBook book = RandomBooks.book(seed);
            ClearingResult result = SealedClearing.clear(book);
            assertThat(canonical(TreeClearing.clear(book))).as("seed %d", seed).isEqualTo(canonical(result));

            long zones = result.zones().stream()
                    .filter(zone -> !zone.sold().isZero())
                    .count();
            if (zones > 0) {
                traded.merge(book.rule(), 1, Integer::sum);
            } else {
                untraded++;
            }
            inSeveralZones += zones > 1 ? 1 : 0;
            rationed += partlyFilled(book, result) ? 1 : 0;
            onlyIndicative += result.indicative() != null ? 1 : 0;
            withRent += result.congestionRent().equals("0") ? 0 : 1;
        }
        // That they agreed says something only if every case was there.
        assertThat(traded)
                .containsOnlyKeys(PriceRule.values())
                .allSatisfy((rule, books) -> assertThat(books).as("%s", rule).isGreaterThan(BOOKS / 10));
        assertThat(untraded).isGreaterThan(BOOKS / 20);
        assertThat(rationed).isGreaterThan(BOOKS / 4);
        assertThat(inSeveralZones).isGreaterThan(BOOKS / 10);
        assertThat(onlyIndicative).isGreaterThan(BOOKS / 50);
        assertThat(withRent).isGreaterThan(BOOKS / 50);
    }

    private static boolean partlyFilled(SealedBook book, ClearingResult result) {
        return book.orders().stream().anyMatch(order -> {
            long filled = result.fills().stream()
                    .filter(fill -> fill.sell().equals(order.id()) || fill.buy().equals(order.id()))
                    .mapToLong(fill -> fill.energy().wattHours())
                    .sum();
            return filled > 0 && filled < order.energy().wattHours();
        });
    }

    private static String canonical(ClearingResult result) {
        return new String(CanonicalJson.bytes(result), StandardCharsets.UTF_8);
    }
}
