package energy.peerwatt.orderbook.automation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.TradeCaps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DayReplayTest {
    private static final Price FEED_IN = new Price(80_000);
    private static final Price RETAIL = new Price(300_000);
    private static final Price FEE = new Price(40_000);
    private static final Price TICK = new Price(1_000);

    /** The first line of the table of design/market.md 5.6: the seller gets 85 instead of 40, a buyer pays 63 for 90. */
    @Test
    void theTableOfTheDesignComesOut() {
        Price seventeen = new Price(170_000);
        DayReplay seller = replay(rules(FEED_IN, RETAIL), slot(0, 0, 5_000, seventeen));
        DayReplay buyer = replay(rules(FEED_IN, RETAIL), slot(0, 3_000, 0, seventeen));

        assertThat(seller.withMarket()).isEqualTo(cents(85));
        assertThat(seller.supplierOnly()).isEqualTo(cents(40));
        assertThat(buyer.withMarket()).isEqualTo(cents(-63));
        assertThat(buyer.supplierOnly()).isEqualTo(cents(-90));
    }

    @Test
    void whoAsksForMoreThanThePriceSellsToTheSupplier() {
        DayReplay replay = replay(rules(new Price(170_001), RETAIL), slot(0, 0, 5_000, new Price(170_000)));

        assertThat(replay.withMarket()).isEqualTo(replay.supplierOnly()).isEqualTo(cents(40));
        assertThat(replay.lines().getFirst().sold()).isEqualTo(Energy.ZERO);
    }

    @Test
    void nobodySellsBelowTheFeedInOrBuysAboveTheRetailPriceWhateverTheRules() {
        HouseholdRules careless = rules(Price.ZERO, new Price(900_000));
        DayReplay replay =
                replay(careless, slot(0, 0, 1_000, new Price(79_999)), slot(1, 1_000, 0, new Price(260_001)));

        assertThat(replay.withMarket()).isEqualTo(replay.supplierOnly()).isEqualTo(cents(8 - 30));
    }

    @Test
    void whereNothingWasTradedThereIsNothingToTrade() {
        DayReplay replay = replay(rules(FEED_IN, RETAIL), slot(0, 0, 5_000, null));

        assertThat(replay.withMarket()).isEqualTo(cents(40));
        assertThat(replay.lines().getFirst().benefit()).isEqualTo(Money.ZERO);
    }

    /** Both registers moved: only the net is traded, the supplier settles the rest of each. */
    @Test
    void onlyTheNetOfASlotIsTraded() {
        DayReplay replay = replay(rules(FEED_IN, RETAIL), slot(0, 1_000, 3_000, new Price(170_000)));

        assertThat(replay.lines().getFirst().sold()).isEqualTo(new Energy(2_000));
        assertThat(replay.supplierOnly()).isEqualTo(cents(3 * 8 - 30));
        assertThat(replay.withMarket()).isEqualTo(cents(2 * 17 + 8 - 30));
    }

    @Test
    void capsOfTheDayHoldOverItsSlots() {
        HouseholdRules capped = new HouseholdRules(
                true, FEED_IN, RETAIL, 0, null, new TradeCaps(null, null, new Energy(1_500), null, null, null));
        Price price = new Price(170_000);
        DayReplay replay = replay(capped, slot(0, 0, 1_000, price), slot(1, 0, 1_000, price), slot(2, 0, 1_000, price));

        assertThat(replay.lines())
                .extracting(DayReplay.Line::sold)
                .containsExactly(new Energy(1_000), new Energy(500), Energy.ZERO);
    }

    private static DayReplay replay(HouseholdRules rules, DayReplay.PricedSlot... slots) {
        return DayReplay.of(rules, FEED_IN, RETAIL, TICK, List.of(slots));
    }

    private static HouseholdRules rules(Price lowestSell, Price highestBuy) {
        return new HouseholdRules(true, lowestSell, highestBuy, 0);
    }

    private static DayReplay.PricedSlot slot(int index, long imported, long exported, @Nullable Price price) {
        Instant start = Instant.parse("2026-06-01T10:00:00Z").plus(Duration.ofMinutes(15L * index));
        return new DayReplay.PricedSlot(
                new MeteredSlot(new Slot(start, Duration.ofMinutes(15)), new Energy(imported), new Energy(exported)),
                price,
                FEE);
    }

    private static Money cents(long cents) {
        return Money.ofNano(cents * 10_000_000);
    }
}
