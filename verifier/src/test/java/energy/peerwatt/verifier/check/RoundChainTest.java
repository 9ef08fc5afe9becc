package energy.peerwatt.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.evidence.book.SealedBook.Order;
import energy.peerwatt.messages.evidence.book.SealedBook.Preference;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.market.TreeClearing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An order that waits over two rounds and trades in neither. */
class RoundChainTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final GridZoneId STREET = new GridZoneId("street");

    private final Random random = new Random(7);
    private final OrderId id = new OrderId(Uuids.version7(NOON, random));
    private final AccountId buyer = account();
    private final AccountId neighbour = account();
    private final Order first = wish(List.of(buyer), 200_000, 200_000);

    @Test
    void whomItNamesMayChangeForANameCountsWhileBothAgree() throws Difference {
        RoundChain chain = afterTheFirst();

        assertThatCode(() -> add(chain, wish(List.of(neighbour), 200_000, 200_000)))
                .doesNotThrowAnyException();
        assertThat(chain.next()).isEqualTo(2);
    }

    @Test
    void whatItPaysStaysTheSame() throws Difference {
        RoundChain chain = afterTheFirst();

        assertThatThrownBy(() -> add(chain, wish(List.of(buyer), 210_000, 200_000)))
                .isInstanceOf(Difference.class)
                .hasMessageContaining("limit");
    }

    @Test
    void whatItsAlternativesPayStaysTheSame() throws Difference {
        RoundChain chain = afterTheFirst();

        assertThatThrownBy(() -> add(chain, wish(List.of(buyer), 200_000, 190_000)))
                .isInstanceOf(Difference.class)
                .hasMessageContaining("preferences, partners aside");
    }

    private RoundChain afterTheFirst() throws Difference {
        RoundChain chain = new RoundChain();
        add(chain, first);
        return chain;
    }

    private static void add(RoundChain chain, Order order) throws Difference {
        List<BookLine> before = chain.book().rounds();
        BookLine line = round(before.isEmpty() ? null : before.getLast(), order);
        chain.add(
                new Line<>("books", 1 + before.size(), JsonNodeFactory.instance.objectNode(), line),
                "round " + before.size(),
                Map.of(order.id(), order));
    }

    private static BookLine round(@Nullable BookLine before, Order order) {
        SealedBook book = new SealedBook(
                SealedBook.VERSION,
                new CommunityId(new UUID(1, 2)),
                Slot.containing(NOON, Duration.ofMinutes(15)),
                before == null ? 0 : 1,
                before == null ? null : before.bookHash(),
                before == null ? null : before.resultHash(),
                before != null,
                SealedBook.Mode.AUCTION,
                PriceRule.SCARCITY,
                new Price(1),
                List.of(SealedBook.Zone.undefined(STREET)),
                List.of(order));
        ClearingResult result = TreeClearing.clear(book, book.hash());
        return new BookLine(book.hash(), result.hash(), book, result);
    }

    /** A purchase that would rather have it from somebody. */
    private Order wish(List<AccountId> partners, long limit, long limitOfPartners) {
        return new Order(
                id,
                buyer,
                STREET,
                Side.BUY,
                new Energy(1_000),
                null,
                new Price(limit),
                null,
                null,
                NOON.minusSeconds(600),
                null,
                null,
                null,
                List.of(),
                null,
                List.of(new Preference(partners, List.of(), null, new Price(limitOfPartners), null)),
                null,
                null);
    }

    private AccountId account() {
        return new AccountId(Uuids.version7(NOON, random));
    }
}
