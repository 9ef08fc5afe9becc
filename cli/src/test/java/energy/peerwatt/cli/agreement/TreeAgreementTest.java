package energy.peerwatt.cli.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.orderbook.clearing.domain.Clearing;
import energy.peerwatt.orderbook.clearing.domain.ClearingOutcome;
import energy.peerwatt.orderbook.clearing.domain.book.BookCheck;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import energy.peerwatt.verifier.market.TreeClearing;
import energy.peerwatt.verifier.market.tree.BookAuction;
import energy.peerwatt.verifier.market.tree.Fill;
import energy.peerwatt.verifier.market.tree.Offer;
import energy.peerwatt.verifier.market.tree.Order;
import energy.peerwatt.verifier.market.tree.Quote;
import energy.peerwatt.verifier.market.tree.Scarcity;
import energy.peerwatt.verifier.market.tree.TreeAuction;
import energy.peerwatt.verifier.market.tree.Zone;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order book and the verifier clear zone trees with code and methods that have nothing in common. */
class TreeAgreementTest {
    private static final int BOOKS = 10_000;

    @Test
    void everyBookGivesTheSamePricesRentsAndFills() {
        Cases cases = new Cases();
        for (long seed = 0; seed < BOOKS; seed++) {
            cases.add(agree(RandomTrees.small(seed), "seed " + seed));
        }
        assertThat(cases.counts())
                .hasSize(17)
                .allSatisfy((what, books) -> assertThat(books).as(what).isPositive());
    }

    @Test
    void booksOfAThousandOrdersOverFiftyZonesAgree() {
        for (long seed = 0; seed < 20; seed++) {
            agree(RandomTrees.large(seed, 50, 1_000), "seed " + seed);
        }
    }

    @Test
    void whatTradesBeforeTheAuctionAgreesToo() {
        Set<Match.Step> steps = new HashSet<>();
        int refused = 0;
        int atZonePrices = 0;
        for (long seed = 0; seed < BOOKS / 2; seed++) {
            ClearingBook book = RandomTrees.partners(seed);
            ClearingOutcome outcome = Clearing.clear(book);
            List<Zone> zones = Translation.zones(book);
            BookAuction second = second(book, zones, outcome);
            assertThat(new BookCheck(book).rejected()).as("seed %s", seed).isEmpty();
            assertThat(fills(Stream.concat(second.early().stream(), second.auction().fills().stream())))
                    .as("seed %s", seed)
                    .isEqualTo(fills(outcome));
            assertThat(quotes(second.auction())).as("seed %s", seed).isEqualTo(quotes(outcome));
            assertThat(second.indicative()).as("seed %s", seed).isEqualTo(outcome.indicative());
            outcome.fills().forEach(fill -> steps.add(fill.step()));
            refused += outcome.rejected().size();
            atZonePrices +=
                    !second.early().isEmpty() && !second.auction().fills().isEmpty() ? 1 : 0;
        }
        assertThat(steps)
                .containsExactlyInAnyOrder(
                        Match.Step.DIRECT_BUY, Match.Step.GIFT, Match.Step.NOMINATED, Match.Step.AUCTION);
        assertThat(refused).isGreaterThan(BOOKS / 20);
        assertThat(atZonePrices).isGreaterThan(BOOKS / 20);
    }

    @Test
    void whoChoosesPartnersGetsTheSameFromBoth() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < BOOKS / 5; seed++) {
            ClearingBook book = RandomTrees.choosers(seed);
            ClearingOutcome outcome = Clearing.clear(book);
            List<Zone> zones = Translation.zones(outcome.book());
            BookAuction second = second(outcome.book(), zones, outcome);
            assertThat(fills(Stream.concat(second.early().stream(), second.auction().fills().stream())))
                    .as("seed %s", seed)
                    .isEqualTo(fills(outcome));
            assertThat(quotes(second.auction())).as("seed %s", seed).isEqualTo(quotes(outcome));
            assertThat(second.indicative()).as("seed %s", seed).isEqualTo(outcome.indicative());
            assertThat(outcome.fills()).as("seed %s", seed).allMatch(fill -> fill.congestion() >= 0);
            assertThat(second.auction().gap()).as("seed %s", seed).isEqualTo(outcome.gap());
            seen.merge(
                    "chosen by alternative",
                    outcome.fills().stream().anyMatch(fill -> fill.buyBy() != null) ? 1 : 0,
                    Integer::sum);
            seen.merge(
                    "sellers chose",
                    outcome.fills().stream().anyMatch(fill -> fill.sellBy() != null) ? 1 : 0,
                    Integer::sum);
            seen.merge("congestion", outcome.congestionRent().signum() > 0 ? 1 : 0, Integer::sum);
            seen.merge("prices by zone", hasZonePrices(outcome) ? 1 : 0, Integer::sum);
            seen.merge(
                    "prices by party", hasZonePrices(outcome) || outcome.fills().isEmpty() ? 0 : 1, Integer::sum);
        }
        assertThat(seen)
                .hasSize(5)
                .allSatisfy((what, books) -> assertThat(books).as(what).isPositive());
    }

    @Test
    void whoCaresHowFarTheOtherIsGetsTheSameFromBoth() {
        Map<Tier, Integer> seen = new EnumMap<>(Tier.class);
        for (long seed = 0; seed < BOOKS / 5; seed++) {
            ClearingBook book = RandomTrees.tiers(seed);
            ClearingOutcome outcome = Clearing.clear(book);
            List<Zone> zones = Translation.zones(outcome.book());
            BookAuction second = second(outcome.book(), zones, outcome);
            assertThat(fills(Stream.concat(second.early().stream(), second.auction().fills().stream())))
                    .as("seed %s", seed)
                    .isEqualTo(fills(outcome));
            assertThat(quotes(second.auction())).as("seed %s", seed).isEqualTo(quotes(outcome));
            assertThat(second.indicative()).as("seed %s", seed).isEqualTo(outcome.indicative());
            for (energy.peerwatt.orderbook.clearing.domain.Fill fill : outcome.fills()) {
                Tier tier = fill.buyBy() == null
                        ? null
                        : fill.buy().preferences().get(fill.buyBy()).maxTier();
                if (tier != null) {
                    seen.merge(tier, 1, Integer::sum);
                    assertThat(isWithin(tier, fill, book)).as("seed %s", seed).isTrue();
                }
            }
        }
        assertThat(seen)
                .hasSize(Tier.values().length)
                .allSatisfy((tier, fills) -> assertThat(fills).as(tier.name()).isGreaterThan(20));
    }

    private static boolean isWithin(Tier tier, energy.peerwatt.orderbook.clearing.domain.Fill fill, ClearingBook book) {
        boolean sameZone = fill.sell().zone().equals(fill.buy().zone());
        String parent = parent(fill.sell().zone(), book);
        return switch (tier) {
            case BUILDING ->
                sameZone
                        && fill.sell().building() != null
                        && fill.sell().building().equals(fill.buy().building());
            case FEEDER -> sameZone;
            case SUBSTATION ->
                sameZone || parent != null && parent.equals(parent(fill.buy().zone(), book));
        };
    }

    private static @Nullable String parent(String zone, ClearingBook book) {
        return book.zones().stream()
                .filter(each -> each.id().equals(zone))
                .findFirst()
                .orElseThrow()
                .parent();
    }

    private static boolean hasZonePrices(ClearingOutcome outcome) {
        return quotes(outcome).values().stream().anyMatch(Objects::nonNull);
    }

    private static BookAuction second(ClearingBook book, List<Zone> zones, ClearingOutcome outcome) {
        return BookAuction.clear(
                zones, Translation.orders(book, zones), book.rule(), book.hash(), outcome.gap() != null);
    }

    @Test
    void everySealedBookGivesTheSameBytes() {
        for (long seed = 0; seed < BOOKS / 2; seed++) {
            SealedBook book = SealedTrees.of(
                    switch ((int) (seed % 4)) {
                        case 0 -> seed % 8 == 0 ? RandomTrees.choosers(seed) : RandomTrees.tiers(seed);
                        case 1 -> RandomTrees.partners(seed);
                        default -> RandomTrees.small(seed);
                    });
            ClearingResult first = SealedClearing.clear(book);
            ClearingResult second = TreeClearing.clear(book, book.hash(), first.welfareGap() != null);
            assertThat(canonical(second)).as("seed %s", seed).isEqualTo(canonical(first));
        }
    }

    @Test
    void whoeverSaysThatAQuickSearchIsTooMuchWorkIsNotBelieved() {
        int withLimits = 0;
        for (long seed = 0; seed < BOOKS / 10; seed++) {
            SealedBook book = SealedTrees.of(RandomTrees.choosers(seed));
            ClearingResult first = SealedClearing.clear(book);
            assertThat(first.welfareGap()).as("seed %s", seed).isNull();
            assertThat(canonical(TreeClearing.clear(book, book.hash(), true)))
                    .as("seed %s", seed)
                    .isEqualTo(canonical(first));
            withLimits += first.congestionRent().equals("0") ? 0 : 1;
        }
        assertThat(withLimits).isGreaterThan(BOOKS / 500);
    }

    @Test
    void aBookThatIsTooMuchWorkGetsTheSameQuickPlanFromBoth() {
        for (long seed : new long[] {3, 4, 8}) {
            for (int orders : new int[] {100, 300}) {
                SealedBook book = SealedTrees.of(RandomTrees.manyChoosers(seed, orders));
                ClearingResult first = SealedClearing.clear(book);
                ClearingResult second = TreeClearing.clear(book, book.hash(), first.welfareGap() != null);
                assertThat(canonical(second)).as("seed %s", seed).isEqualTo(canonical(first));
                assertThat(first.welfareGap() != null)
                        .as("seed %s, too much work", seed)
                        .isEqualTo(orders == 300);
            }
        }
    }

    /** 230 sellers and 230 buyers of different limits, of whom one pair would trade at no gain over an edge that is full. */
    @Test
    void aQuickPlanThatMissesNoWelfareSaysThatItIsOne() {
        List<BookOrder> orders = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            orders.add(chooser("sell-" + i, "A", Side.SELL, i == 0 ? 1_000 : 2_000 + i));
            orders.add(chooser("buy-" + i, "B", Side.BUY, i == 0 ? 1_000 : 1 + i));
        }
        SealedBook book = SealedTrees.of(ClearingBook.of(
                PriceRule.SCARCITY,
                ClearingMode.AUCTION,
                1,
                List.of(
                        new BookZone("R", null, 0, 0, null, null),
                        new BookZone("A", "R", 0, 0, null, 5L),
                        new BookZone("B", "R", 0, 0, null, null)),
                orders));
        ClearingResult first = SealedClearing.clear(book);

        assertThat(first.volume()).isEqualTo(new Energy(5));
        assertThat(first.welfareGap()).isEqualTo("0");
        assertThat(canonical(TreeClearing.clear(book, book.hash(), true))).isEqualTo(canonical(first));
    }

    private static BookOrder chooser(String id, String zone, Side side, long limit) {
        return new BookOrder(
                id,
                "account of " + id,
                zone,
                side,
                10,
                0,
                limit,
                null,
                null,
                side == Side.SELL ? "SOLAR" : null,
                null,
                0,
                null,
                null,
                List.of(),
                side == Side.SELL ? List.of() : List.of(new Preference(List.of(), List.of("SOLAR"), limit, null)));
    }

    @Test
    void ordersThatMeetAsTheyComeGiveTheSameBytes() {
        int traded = 0;
        for (long seed = 0; seed < BOOKS / 2; seed++) {
            SealedBook book = SealedTrees.asTheyCome(
                    RandomTrees.asTheyCome(seed),
                    seed % 2 == 0 ? SealedBook.Mode.CONTINUOUS_ASK : SealedBook.Mode.CONTINUOUS_OLDER);
            ClearingResult first = SealedClearing.clear(book);
            assertThat(canonical(TreeClearing.clear(book, book.hash())))
                    .as("seed %s", seed)
                    .isEqualTo(canonical(first));
            traded += first.fills().size() > 2 ? 1 : 0;
        }
        assertThat(traded).isGreaterThan(BOOKS / 10);
    }

    private static String canonical(ClearingResult result) {
        return new String(CanonicalJson.bytes(result), StandardCharsets.UTF_8);
    }

    private static ClearingOutcome agree(ClearingBook book, String which) {
        ClearingOutcome outcome = Clearing.clear(book);
        TreeAuction second = second(book);
        assertThat(outcome.rejected()).as(which).isEmpty();
        assertThat(fills(second.fills().stream())).as(which).isEqualTo(fills(outcome));
        assertThat(quotes(second)).as(which).isEqualTo(quotes(outcome));
        assertThat(second.indicative()).as(which).isEqualTo(outcome.indicative());
        assertThat(second.volumeWh()).as(which).isEqualTo(outcome.volumeWh());
        assertThat(second.welfare()).as(which).isEqualTo(outcome.welfare());
        assertThat(second.congestionRent()).as(which).isEqualTo(outcome.congestionRent());
        return outcome;
    }

    private static TreeAuction second(ClearingBook book) {
        List<Zone> zones = Translation.zones(book);
        List<Offer> offers =
                Translation.orders(book, zones).stream().map(Order::offer).toList();
        return TreeAuction.clear(zones, offers, book.rule());
    }

    private static List<String> fills(ClearingOutcome outcome) {
        return outcome.fills().stream()
                .map(fill -> line(
                        fill.sell().id(),
                        fill.buy().id(),
                        fill.wh(),
                        fill.price(),
                        fill.fee(),
                        fill.congestion(),
                        fill.sellBy(),
                        fill.buyBy()))
                .sorted()
                .toList();
    }

    private static List<String> fills(Stream<Fill> fills) {
        return fills.map(fill -> line(
                        fill.sell().id(),
                        fill.buy().id(),
                        fill.wh(),
                        fill.price(),
                        fill.fee(),
                        fill.congestion(),
                        fill.sellBy(),
                        fill.buyBy()))
                .sorted()
                .toList();
    }

    private static String line(
            String sell,
            String buy,
            long wh,
            long price,
            long fee,
            long congestion,
            @Nullable Integer sellBy,
            @Nullable Integer buyBy) {
        return sell + " sells " + buy + " " + wh + " Wh at " + price + " + " + fee + " + " + congestion + " by "
                + sellBy + " and " + buyBy;
    }

    private static Map<String, @Nullable Quote> quotes(TreeAuction outcome) {
        return outcome.quotes();
    }

    private static Map<String, @Nullable Quote> quotes(ClearingOutcome outcome) {
        Map<String, @Nullable Quote> quotes = new TreeMap<>();
        for (int z = 0; z < outcome.tree().size(); z++) {
            ZonePrice price = outcome.prices().of(z);
            quotes.put(
                    outcome.tree().id(z),
                    price == null
                            ? null
                            : new Quote(
                                    price.price(),
                                    price.lo(),
                                    price.hi(),
                                    price.allowed().lowest(),
                                    price.allowed().highest(),
                                    price.scarcity() == null
                                            ? null
                                            : new Scarcity(
                                                    price.scarcity().demandWh(),
                                                    price.scarcity().supplyWh())));
        }
        return quotes;
    }
}
