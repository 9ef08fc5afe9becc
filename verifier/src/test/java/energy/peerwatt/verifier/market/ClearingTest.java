package energy.peerwatt.verifier.market;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.ClearingResult.ZoneResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices are written in cents and quantities in kWh where the cases of the market design do so. */
class ClearingTest {
    private static final Slot SLOT = new Slot(Instant.parse("2026-06-15T10:00:00Z"), Duration.ofMinutes(15));
    private static final GridZoneId ZONE = new GridZoneId("a");

    @Test
    void noonCaseP3SharesTheBenefitByScarcity() {
        ClearingResult result = clear(
                PriceRule.SCARCITY,
                0,
                List.of(sell(1, 80_000, 3000), sell(2, 80_000, 2000), sell(3, 100_000, 2000)),
                List.of(buy(4, 280_000, 1500), buy(5, 260_000, 2000)));
        ZoneResult zone = result.zones().getFirst();
        assertThat(zone.volume().wattHours()).isEqualTo(3500);
        assertThat(micro(zone.price())).isEqualTo(140_000);
        assertThat(sold(result, 1)).isEqualTo(2100);
        assertThat(sold(result, 2)).isEqualTo(1400);
        assertThat(sold(result, 3)).isZero();
        assertThat(zone.welfare()).isEqualTo(String.valueOf(280_000L * 1500 + 260_000L * 2000 - 80_000L * 3500));
    }

    @Test
    void noonCaseP3InEquilibriumIsTheAsk() {
        ClearingResult result = clear(
                PriceRule.EQUILIBRIUM,
                0,
                List.of(sell(1, 80_000, 3000), sell(2, 80_000, 2000), sell(3, 100_000, 2000)),
                List.of(buy(4, 280_000, 1500), buy(5, 260_000, 2000)));
        assertThat(micro(result.zones().getFirst().price())).isEqualTo(80_000);
    }

    @Test
    void eveningCaseP4IsDearByScarcity() {
        List<SealedBook.Order> asks = List.of(sell(1, 120_000, 2000));
        List<SealedBook.Order> bids = List.of(buy(2, 280_000, 3000), buy(3, 260_000, 2000));
        // 12 + 5/7 x (28 - 12) = 23.42857...
        assertThat(micro(clear(PriceRule.SCARCITY, 0, asks, bids)
                        .zones()
                        .getFirst()
                        .price()))
                .isEqualTo(234_286);
        assertThat(micro(clear(PriceRule.EQUILIBRIUM, 0, asks, bids)
                        .zones()
                        .getFirst()
                        .price()))
                .isEqualTo(280_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A1 | 1 2 3 4 5 6 7     | 1 2 3 4 5 6 7   | 4 | 4 | 4",
                "A2 | 8 9 10 11 12 13 14| 8 9 10 11 12 13 14 | 4 | 11 | 11",
                "A3 | 2 3 3 5 6 7 8     | 1 2 3 4 5 6 7   | 3 | 4 | 5",
                "A4 | 10 10 10 10 10 10 10 | 1 2 3 4 10 10 10 | 3 | 10 | 10",
                "A5 | 1 2 5 5 5 6 7     | 5 5 5 5 5 5 5   | 5 | 5 | 5"
            })
    void unitBooksHaveTheDesignsVolumeAndInterval(
            String name, String asks, String bids, long volume, long lo, long hi) {
        List<SealedBook.Order> sells = new ArrayList<>();
        List<SealedBook.Order> buys = new ArrayList<>();
        for (String ask : asks.trim().split(" ")) {
            sells.add(sell(100 + sells.size(), Long.parseLong(ask) * 10_000, 1));
        }
        for (String bid : bids.trim().split(" ")) {
            buys.add(buy(200 + buys.size(), Long.parseLong(bid) * 10_000, 1));
        }
        ZoneResult zone = clear(PriceRule.EQUILIBRIUM, 0, sells, buys).zones().getFirst();
        assertThat(zone.volume().wattHours()).as(name).isEqualTo(volume);
        assertThat(micro(zone.lo())).as(name).isEqualTo(lo * 10_000);
        assertThat(micro(zone.hi())).as(name).isEqualTo(hi * 10_000);
    }

    @Test
    void caseA32IsTheSameInAnyOrderOfSubmission() {
        List<SealedBook.Order> orders = new ArrayList<>(List.of(
                sell(1, 150_000, 5),
                sell(2, 200_000, 5),
                sell(3, 450_000, 5),
                buy(4, 400_000, 5),
                buy(5, 300_000, 5),
                buy(6, 50_000, 5)));
        ClearingResult first = Clearing.clear(book(PriceRule.EQUILIBRIUM, 0, orders));
        assertThat(first.zones().getFirst().volume().wattHours()).isEqualTo(10);
        assertThat(micro(first.zones().getFirst().price())).isEqualTo(250_000);
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(orders, new Random(seed));
            assertThat(Clearing.clear(book(PriceRule.EQUILIBRIUM, 0, orders))).isEqualTo(first);
        }
    }

    @Test
    void theBuyerPaysTheFeeOnTopAndSuppliersPricesBoundBothSides() {
        SealedBook.Order ask = order(1, Side.SELL, 10_000, 1000, new Price(80_000), null);
        SealedBook.Order bid = order(2, Side.BUY, 900_000, 1000, null, new Price(300_000));
        ClearingResult result = clear(PriceRule.SCARCITY, 40_000, List.of(ask), List.of(bid));
        Fill fill = result.fills().getFirst();
        assertThat(micro(result.zones().getFirst().highestAsk())).isEqualTo(80_000);
        assertThat(micro(result.zones().getFirst().lowestBid())).isEqualTo(260_000);
        assertThat(fill.price().microPerKwh()).isEqualTo(170_000);
        assertThat(fill.fee().microPerKwh()).isEqualTo(40_000);
    }

    @Test
    void withoutACrossingThePriceIsOnlyIndicative() {
        ZoneResult zone = clear(PriceRule.SCARCITY, 0, List.of(sell(1, 20_001, 5)), List.of(buy(2, 10_000, 5)))
                .zones()
                .getFirst();
        assertThat(zone.price()).isNull();
        assertThat(micro(zone.indicative())).isEqualTo(15_001);
        assertThat(zone.welfare()).isEqualTo("0");
        assertThat(zone.demand()).isEqualTo(Energy.ZERO);
    }

    @Test
    void aBidThatTheFeeEatsUpIsNotEligible() {
        ZoneResult zone = clear(PriceRule.SCARCITY, 40_000, List.of(sell(1, 0, 5)), List.of(buy(2, 30_000, 5)))
                .zones()
                .getFirst();
        assertThat(zone.indicative()).isNull();
        assertThat(zone.volume()).isEqualTo(Energy.ZERO);
    }

    /** One watt-hour at a time: match the best bid with the best ask while they cross. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomBooksAgreeWithUnitByUnitMatching(int block) {
        for (int seed = block * 250; seed < block * 250 + 250; seed++) {
            Random random = new Random(seed);
            List<SealedBook.Order> asks = new ArrayList<>();
            List<SealedBook.Order> bids = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                asks.add(sell(100 + i, random.nextInt(12) * 1000L, 1 + random.nextInt(9)));
                bids.add(buy(200 + i, random.nextInt(12) * 1000L, 1 + random.nextInt(9)));
            }
            PriceRule rule = random.nextBoolean() ? PriceRule.SCARCITY : PriceRule.EQUILIBRIUM;
            long fee = random.nextInt(3) * 1000L;
            ClearingResult result = clear(rule, fee, asks, bids);
            assertThat(result.zones().getFirst())
                    .as("seed %d", seed)
                    .isEqualTo(NaiveAuction.clear(ZONE, rule, fee, asks, bids));
            long filled = result.fills().stream()
                    .mapToLong(fill -> fill.energy().wattHours())
                    .sum();
            assertThat(filled)
                    .as("seed %d", seed)
                    .isEqualTo(result.zones().getFirst().volume().wattHours());
        }
    }

    private static long sold(ClearingResult result, int order) {
        return result.fills().stream()
                .filter(fill -> fill.sell().equals(id(order)))
                .mapToLong(fill -> fill.energy().wattHours())
                .sum();
    }

    private static ClearingResult clear(
            PriceRule rule, long fee, List<SealedBook.Order> asks, List<SealedBook.Order> bids) {
        List<SealedBook.Order> orders = new ArrayList<>(asks);
        orders.addAll(bids);
        return Clearing.clear(book(rule, fee, orders));
    }

    private static SealedBook book(PriceRule rule, long fee, List<SealedBook.Order> orders) {
        return new SealedBook(
                1,
                CommunityId.of("0190b3c4-8a7e-7d10-9000-000000000001"),
                SLOT,
                rule,
                new Price(1),
                List.of(new SealedBook.Zone(ZONE, new Price(fee))),
                orders);
    }

    private static SealedBook.Order sell(int number, long limit, long wh) {
        return order(number, Side.SELL, limit, wh, null, null);
    }

    private static SealedBook.Order buy(int number, long limit, long wh) {
        return order(number, Side.BUY, limit, wh, null, null);
    }

    private static SealedBook.Order order(
            int number, Side side, long limit, long wh, @Nullable Price floor, @Nullable Price cap) {
        return new SealedBook.Order(
                id(number),
                new AccountId(new UUID(7, number)),
                ZONE,
                side,
                new Energy(wh),
                new Price(limit),
                floor,
                cap,
                Instant.parse("2026-06-15T09:50:00Z"));
    }

    private static OrderId id(int number) {
        return new OrderId(new UUID(0, number));
    }

    private static long micro(@Nullable Price price) {
        assertThat(price).isNotNull();
        return price == null ? -1 : price.microPerKwh();
    }
}
