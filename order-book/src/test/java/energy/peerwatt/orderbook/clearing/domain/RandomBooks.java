package energy.peerwatt.orderbook.clearing.domain;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small books with many ties, from a seed. */
final class RandomBooks {
    private static final List<String> SOURCES = List.of("SOLAR", "WIND", "CHP");

    private final Random random;

    RandomBooks(long seed) {
        this.random = new Random(seed);
    }

    /** One zone, no preferences. */
    ClearingBook oneZone() {
        return book(List.of(new BookZone("A", null, 0, random.nextInt(4), null, null)), 0);
    }

    /** Up to five zones with fees and limits, no preferences. */
    ClearingBook zones() {
        return book(tree(true), 0);
    }

    /** Up to five zones with fees and preferences, no limits. */
    ClearingBook preferences() {
        return book(tree(false), 2);
    }

    /** Up to five zones with fees, limits and preferences. */
    ClearingBook everything() {
        return book(tree(true), 2);
    }

    /** Everything, and most preferences say how far energy may come. */
    ClearingBook tiers() {
        ClearingBook book = everything();
        return book.withOrders(book.orders().stream().map(this::withTiers).toList());
    }

    private BookOrder withTiers(BookOrder order) {
        Tier[] tiers = Tier.values();
        List<Preference> preferences = order.preferences().stream()
                .map(each -> new Preference(
                        each.partners(),
                        each.sources(),
                        random.nextInt(3) == 0 ? null : tiers[random.nextInt(tiers.length)],
                        each.limit(),
                        each.maxWh()))
                .toList();
        return TestBook.preferring(preferences.toArray(Preference[]::new)).apply(order);
    }

    private List<BookZone> tree(boolean limits) {
        List<BookZone> zones = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String parent = i == 0 || random.nextInt(12) == 0 ? null : "Z" + random.nextInt(i);
            zones.add(
                    new BookZone("Z" + i, parent, random.nextInt(4), random.nextInt(3), limit(limits), limit(limits)));
        }
        return zones;
    }

    private Long limit(boolean limits) {
        return limits && random.nextInt(3) > 0 ? (long) random.nextInt(6) : null;
    }

    /** @param preferenceOdds one in as many orders has preferences; 0 for none */
    private ClearingBook book(List<BookZone> zones, int preferenceOdds) {
        List<BookOrder> orders = new ArrayList<>();
        int count = 2 + random.nextInt(10);
        for (int i = 0; i < count; i++) {
            orders.add(order(i, zones, preferenceOdds));
        }
        PriceRule[] rules = PriceRule.values();
        return ClearingBook.of(rules[random.nextInt(rules.length)], ClearingMode.AUCTION, 1, zones, orders);
    }

    private BookOrder order(int i, List<BookZone> zones, int preferenceOdds) {
        boolean sells = random.nextBoolean();
        boolean choosy = preferenceOdds > 0 && random.nextInt(preferenceOdds) == 0;
        List<Preference> preferences = new ArrayList<>();
        for (int k = choosy ? 1 + random.nextInt(3) : 0; k > 0; k--) {
            preferences.add(preference(sells));
        }
        return new BookOrder(
                "o" + i,
                preferenceOdds > 0 ? "m" + random.nextInt(6) : "m" + i,
                zones.get(random.nextInt(zones.size())).id(),
                sells ? Side.SELL : Side.BUY,
                1 + random.nextInt(6),
                0,
                (long) (sells ? random.nextInt(14) : 4 + random.nextInt(16)),
                sells && random.nextInt(4) == 0 ? (long) random.nextInt(10) : null,
                !sells && random.nextInt(4) == 0 ? (long) random.nextInt(20) : null,
                SOURCES.get(random.nextInt(SOURCES.size())),
                random.nextInt(3) == 0 ? "house " + random.nextInt(2) : null,
                0,
                null,
                null,
                List.of(),
                preferences);
    }

    private Preference preference(boolean sells) {
        List<String> partners = new ArrayList<>();
        for (int k = random.nextInt(3); k > 0; k--) {
            partners.add("m" + random.nextInt(6));
        }
        List<String> sources =
                sells || random.nextBoolean() ? List.of() : List.of(SOURCES.get(random.nextInt(SOURCES.size())));
        long limit = sells ? random.nextInt(14) : 4 + random.nextInt(16);
        return new Preference(partners, sources, limit, random.nextBoolean() ? null : 1L + random.nextInt(4));
    }
}
