package energy.peerwatt.verifier.market.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.evidence.PriceRule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zones that are no tree, and trees that are deep. */
class GridTest {
    @Test
    void aZoneAboveItselfIsRefused() {
        TreeBook book =
                new TreeBook().zone("A", "B", 0, 0, -1).zone("B", "C", 0, 0, -1).zone("C", "A", 0, 0, -1);
        assertThatThrownBy(book::grid).hasMessage("zone A is above itself or too deep");
    }

    @Test
    void aParentThatIsNotThereIsRefused() {
        assertThatThrownBy(new TreeBook().zone("A", "B", 0, 0, -1)::grid).hasMessage("zone B, a parent, is not given");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 20_000})
    void aTreeThatIsTooDeepIsRefused(int edges) {
        assertThatThrownBy(chain(edges)::grid).hasMessageEndingWith("is above itself or too deep");
    }

    @Test
    void energyComesUpFromAThousandEdgesBelow() {
        TreeAuction auction =
                chain(1_000).sell("1000", "1").buy("0", "2000").sell("999", "2").cleared(PriceRule.EQUILIBRIUM);
        assertThat(auction.fills()).hasSize(1);
        assertThat(auction.fills().getFirst().sell().id()).isEqualTo("s2");
        assertThat(auction.sent()).containsAllEntriesOf(Map.of("1000", 0L, "999", 1_000L, "1", 1_000L, "0", 0L));
    }

    /** Each edge costs 1 ct, so that an ask of 1 ct and one of 2 ct an edge nearer cost the same at the root. */
    private static TreeBook chain(int edges) {
        TreeBook book = new TreeBook().zone("0", null, 0, 0, -1);
        for (int i = 1; i <= edges; i++) {
            book.zone(String.valueOf(i), String.valueOf(i - 1), 1, 0, -1);
        }
        return book;
    }
}
