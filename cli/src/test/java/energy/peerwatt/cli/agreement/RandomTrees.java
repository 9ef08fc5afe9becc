package energy.peerwatt.cli.agreement;

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
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Books over zone trees, the same for the same seed. Every other one has few prices and small quantities, so that ties and
 * rationing are the rule; the rest is in prices and quantities of a street. Zones and sides may be empty.
 */
final class RandomTrees {
    private final SplittableRandom random;
    private final boolean narrow;
    private final List<BookZone> zones = new ArrayList<>();

    private RandomTrees(long seed) {
        this.random = new SplittableRandom(seed);
        this.narrow = seed % 2 == 0;
    }

    /** Up to seven zones and forty orders. */
    static ClearingBook small(long seed) {
        RandomTrees trees = new RandomTrees(seed);
        return trees.book(1 + trees.random.nextInt(7), trees.random.nextInt(trees.narrow ? 16 : 40));
    }

    /** As small, with direct buys, gifts and nominated partners. */
    static ClearingBook partners(long seed) {
        RandomTrees trees = new RandomTrees(seed);
        ClearingBook book = trees.book(1 + trees.random.nextInt(7), trees.random.nextInt(trees.narrow ? 16 : 40));
        List<String> sells = book.orders().stream()
                .filter(BookOrder::sells)
                .map(BookOrder::id)
                .toList();
        return book.withOrders(book.orders().stream()
                .map(order -> trees.withPartners(order, sells))
                .toList());
    }

    /** As partners, with orders that choose whom they trade with and what they buy, and accounts on both sides. */
    static ClearingBook choosers(long seed) {
        RandomTrees trees = new RandomTrees(seed);
        ClearingBook book = trees.book(1 + trees.random.nextInt(4), 2 + trees.random.nextInt(trees.narrow ? 14 : 30));
        boolean withPartners = trees.random.nextInt(3) == 0;
        List<String> sells = book.orders().stream()
                .filter(BookOrder::sells)
                .map(BookOrder::id)
                .toList();
        return book.withOrders(book.orders().stream()
                .map(order -> withPartners ? trees.withPartners(order, sells) : order)
                .map(trees::withChoices)
                .toList());
    }

    /** Orders of whom nearly all choose, over zones with limits: a market that may be too large to search. */
    static ClearingBook manyChoosers(long seed, int orders) {
        RandomTrees trees = new RandomTrees(seed);
        ClearingBook book = trees.book(6, orders);
        return book.withOrders(book.orders().stream().map(trees::withChoices).toList());
    }

    /** As choosers, of whom most care how far the other is. */
    static ClearingBook tiers(long seed) {
        RandomTrees trees = new RandomTrees(-seed - 1);
        ClearingBook book = choosers(seed);
        return book.withOrders(book.orders().stream().map(trees::withTiers).toList());
    }

    /** As tiers, with places in time and smallest fills, for orders that meet as they come. */
    static ClearingBook asTheyCome(long seed) {
        RandomTrees trees = new RandomTrees(-seed - 1_000_000);
        ClearingBook book = seed % 3 == 0 ? small(seed) : tiers(seed);
        return book.withOrders(book.orders().stream().map(trees::asItComes).toList());
    }

    static ClearingBook large(long seed, int zones, int orders) {
        return new RandomTrees(seed).book(zones, orders);
    }

    private ClearingBook book(int zoneCount, int orderCount) {
        // A third each: no limits, some, many.
        int limitsOfThree = random.nextInt(3);
        for (int i = 0; i < zoneCount; i++) {
            boolean root = i == 0 || random.nextInt(12) == 0;
            // Names that do not come in the order of the tree.
            zones.add(new BookZone(
                    "zone " + random.nextInt(100) + "." + i,
                    root ? null : zones.get(random.nextInt(i)).id(),
                    fee(),
                    fee(),
                    limit(limitsOfThree),
                    limit(limitsOfThree)));
        }
        List<BookOrder> orders = new ArrayList<>();
        for (int i = 0; i < orderCount; i++) {
            orders.add(order(i));
        }
        PriceRule[] rules = PriceRule.values();
        return ClearingBook.of(rules[random.nextInt(rules.length)], ClearingMode.AUCTION, 1, zones, orders);
    }

    private long fee() {
        return narrow ? random.nextInt(4) : random.nextInt(4) == 0 ? 0 : random.nextInt(40_000);
    }

    private @Nullable Long limit(int limitsOfThree) {
        if (random.nextInt(3) >= limitsOfThree) {
            return null;
        }
        return (long) random.nextInt(narrow ? 8 : 6_000);
    }

    private BookOrder order(int number) {
        boolean sells = random.nextBoolean();
        return new BookOrder(
                Long.toHexString(random.nextLong()) + number,
                "account " + number,
                zones.get(random.nextInt(zones.size())).id(),
                sells ? Side.SELL : Side.BUY,
                1 + random.nextInt(narrow ? 6 : 5_000),
                0,
                price(sells),
                sells && random.nextInt(4) == 0 ? price(true) : null,
                !sells && random.nextInt(4) == 0 ? price(false) : null,
                null,
                random.nextInt(3) == 0 ? "building " + random.nextInt(3) : null,
                0,
                null,
                null,
                List.of(),
                List.of());
    }

    private BookOrder withPartners(BookOrder order, List<String> sells) {
        int wish = random.nextInt(5);
        String account = "account " + (order.sells() ? random.nextInt(10) : 10 + random.nextInt(10));
        String other = "account " + random.nextInt(20);
        boolean direct = wish == 0 && !order.sells() && !sells.isEmpty();
        boolean gift = wish == 0 && order.sells() && !other.equals(account);
        List<String> nominated = new ArrayList<>();
        for (int i = wish == 1 ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            nominated.add("account " + random.nextInt(20));
        }
        nominated.removeIf(account::equals);
        boolean unlimited = (direct || gift) && random.nextBoolean();
        return new BookOrder(
                order.id(),
                account,
                order.zone(),
                order.side(),
                order.wh(),
                direct && random.nextBoolean() ? 1 + random.nextLong(order.wh()) : 0,
                unlimited ? null : order.limit(),
                order.floor(),
                order.cap(),
                null,
                order.building(),
                random.nextInt(1_000_000),
                direct ? sells.get(random.nextInt(sells.size())) : null,
                gift ? other : null,
                nominated,
                List.of());
    }

    private BookOrder withChoices(BookOrder order) {
        List<Preference> preferences = new ArrayList<>();
        for (int i = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            List<String> partners = new ArrayList<>();
            for (int k = random.nextInt(3); k > 0; k--) {
                partners.add("account " + random.nextInt(20));
            }
            preferences.add(new Preference(
                    partners,
                    order.sells() || random.nextBoolean() ? List.of() : List.of(source()),
                    random.nextInt(4) == 0 && order.limit() != null ? null : price(order.sells()),
                    random.nextInt(3) == 0 ? 1 + random.nextLong(order.wh() + 1) : null));
        }
        return new BookOrder(
                order.id(),
                random.nextInt(8) == 0 ? "account " + random.nextInt(20) : order.account(),
                order.zone(),
                order.side(),
                order.wh(),
                order.minFillWh(),
                order.limit(),
                order.floor(),
                order.cap(),
                order.sells() && random.nextBoolean() ? source() : null,
                order.building(),
                order.sequence(),
                order.directBuyOf(),
                order.giftTo(),
                order.nominated(),
                preferences);
    }

    private BookOrder withTiers(BookOrder order) {
        Tier[] tiers = Tier.values();
        List<Preference> preferences = order.preferences().stream()
                .map(preference -> new Preference(
                        preference.partners(),
                        preference.sources(),
                        random.nextInt(3) == 0 ? null : tiers[random.nextInt(tiers.length)],
                        preference.limit(),
                        preference.maxWh()))
                .toList();
        return new BookOrder(
                order.id(),
                order.account(),
                order.zone(),
                order.side(),
                order.wh(),
                order.minFillWh(),
                order.limit(),
                order.floor(),
                order.cap(),
                order.source(),
                random.nextInt(3) > 0 ? "building " + random.nextInt(2) : order.building(),
                order.sequence(),
                order.directBuyOf(),
                order.giftTo(),
                order.nominated(),
                preferences);
    }

    private BookOrder asItComes(BookOrder order) {
        boolean least = order.minFillWh() == 0 && order.directBuyOf() == null && random.nextInt(4) == 0;
        return new BookOrder(
                order.id(),
                order.account(),
                order.zone(),
                order.side(),
                order.wh(),
                least ? 1 + random.nextLong(order.wh()) : order.minFillWh(),
                order.limit(),
                order.floor(),
                order.cap(),
                order.source(),
                order.building(),
                random.nextInt(1_000_000),
                order.directBuyOf(),
                null,
                List.of(),
                order.preferences());
    }

    private String source() {
        return random.nextBoolean() ? "SOLAR" : "WIND";
    }

    private Long price(boolean sells) {
        if (narrow) {
            return (long) (sells ? random.nextInt(14) : 4 + random.nextInt(16));
        }
        // In steps of 1 ct, so that some are equal; with the tariffs of most homes among them.
        int ct =
                switch (random.nextInt(3)) {
                    case 0 -> sells ? 8 : 30;
                    case 1 -> 10 + random.nextInt(20);
                    default -> sells ? 5 + random.nextInt(15) : 15 + random.nextInt(25);
                };
        return ct * 10_000L + (random.nextInt(8) == 0 ? random.nextInt(10_000) : 0);
    }
}
