package energy.peerwatt.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.evidence.book.SealedBook.Mode;
import energy.peerwatt.messages.evidence.book.SealedBook.Order;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.verifier.market.TreeClearing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoundModesTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final GridZoneId STREET = new GridZoneId("street");

    private final Random random = new Random(7);
    private final Order offer = order(Side.SELL, 80_000, null);
    private final Order dear = order(Side.SELL, 90_000, null);
    private final Order friend = order(Side.BUY, 280_000, null);

    @Test
    void auctionsOneAfterTheOtherAreOfOneKind() {
        assertThat(RoundModes.firstStranger(List.of(round(Mode.AUCTION, offer, friend), round(Mode.AUCTION))))
                .isEmpty();
    }

    @Test
    void anOfferAndWhoBuysItDirectlyMayMeetBeforeAnAuction() {
        Order direct = order(Side.BUY, 280_000, offer.id());

        assertThat(RoundModes.firstStranger(
                        List.of(round(Mode.CONTINUOUS_ASK, offer, direct), round(Mode.AUCTION, dear))))
                .isEmpty();
    }

    @Test
    void nobodyElseMeetsAnOfferAloneBeforeAnAuction() {
        assertThat(RoundModes.firstStranger(List.of(
                        round(Mode.AUCTION, dear), round(Mode.CONTINUOUS_ASK, offer, friend), round(Mode.AUCTION))))
                .hasValue(1);
    }

    @Test
    void aDirectBuyBringsNobodyElseAlong() {
        Order direct = order(Side.BUY, 280_000, offer.id());

        assertThat(RoundModes.firstStranger(
                        List.of(round(Mode.CONTINUOUS_ASK, offer, dear, friend, direct), round(Mode.AUCTION))))
                .hasValue(0);
    }

    @Test
    void aContinuousSlotHasNoAuctions() {
        assertThat(RoundModes.firstStranger(
                        List.of(round(Mode.CONTINUOUS_OLDER, offer, friend), round(Mode.CONTINUOUS_OLDER))))
                .isEmpty();
        assertThat(RoundModes.firstStranger(List.of(round(Mode.AUCTION, offer, friend), round(Mode.CONTINUOUS_OLDER))))
                .hasValue(0);
    }

    private static BookLine round(Mode mode, Order... orders) {
        SealedBook book = new SealedBook(
                SealedBook.VERSION,
                new CommunityId(new UUID(1, 2)),
                Slot.containing(NOON, Duration.ofMinutes(15)),
                0,
                null,
                null,
                false,
                mode,
                PriceRule.SCARCITY,
                new Price(1),
                List.of(SealedBook.Zone.undefined(STREET)),
                List.of(orders));
        ClearingResult result = TreeClearing.clear(book, book.hash());
        return new BookLine(book.hash(), result.hash(), book, result);
    }

    private Order order(Side side, long limit, @Nullable OrderId directBuyOf) {
        return new Order(
                new OrderId(Uuids.version7(NOON, random)),
                new AccountId(Uuids.version7(NOON, random)),
                STREET,
                side,
                new Energy(1_000),
                null,
                new Price(limit),
                null,
                null,
                NOON.minusSeconds(side == Side.SELL ? 600 : 300),
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                directBuyOf,
                null);
    }
}
