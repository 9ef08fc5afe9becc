package energy.peerwatt.orderbook.clearing.domain.sealed;

import energy.peerwatt.messages.evidence.EnergySource;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.BuildingId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sealed books for tests: in the notation of the example cases, price in ct per kWh at quantity in kWh; or from a seed. */
final class SealedBooks {
    private static final CommunityId COMMUNITY = CommunityId.of("0190b3c4-0000-7000-8000-000000000001");
    private static final Slot SLOT = new Slot(Instant.parse("2026-06-01T10:30:00Z"), Duration.ofMinutes(15));
    private static final Instant SUBMITTED = Instant.parse("2026-06-01T10:00:00Z");

    private final List<SealedBook.Order> orders = new ArrayList<>();
    private final List<SealedBook.Zone> zones = new ArrayList<>();
    private PriceRule rule = PriceRule.EQUILIBRIUM;

    /** Two zones below a third, edges of 2 ct, local fees of 1 ct; what may pass the edge of A, in kWh, negative for all. */
    static SealedBooks f11(long limit) {
        return new SealedBooks()
                .zone("A", "R", 2, 1, limit)
                .zone("R", null, 0, 1, -1)
                .zone("B", "R", 2, 1, -1)
                .sell("A", "8@10")
                .sell("B", "14@3")
                .buy("A", "28@4")
                .buy("B", "26@10");
    }

    SealedBooks rule(PriceRule chosen) {
        rule = chosen;
        return this;
    }

    SealedBooks zone(String id, @Nullable String parent, double edgeFee, double localFee, long limit) {
        Energy wh = limit < 0 ? null : new Energy(limit * 1_000);
        zones.add(new SealedBook.Zone(
                new GridZoneId(id),
                parent == null ? null : new GridZoneId(parent),
                1,
                micro(edgeFee),
                micro(localFee),
                wh,
                wh));
        return this;
    }

    private static Price micro(double ct) {
        return new Price(Math.round(ct * 10_000));
    }

    SealedBooks sell(String zone, String terms) {
        return order(zone, Side.SELL, terms, null);
    }

    SealedBooks buy(String zone, String terms) {
        return order(zone, Side.BUY, terms, null);
    }

    /** @param bound floor of a sell, cap of a buy */
    SealedBooks order(String zone, Side side, String terms, @Nullable Price bound) {
        String[] parts = terms.split("@");
        long wh = new BigDecimal(parts[1]).movePointRight(3).longValueExact();
        long limit = new BigDecimal(parts[0]).movePointRight(4).longValueExact();
        return order(new GridZoneId(zone), side, wh, limit, bound);
    }

    private SealedBooks order(GridZoneId zone, Side side, long wh, long limit, @Nullable Price bound) {
        int number = orders.size() + 1;
        orders.add(new SealedBook.Order(
                new OrderId(new UUID(0x0190b3c400007000L, 0x8000000000000000L | number)),
                new AccountId(new UUID(0x0190b3c400007001L, 0x8000000000000000L | number)),
                zone,
                side,
                new Energy(wh),
                new Price(limit),
                side == Side.SELL ? bound : null,
                side == Side.BUY ? bound : null,
                SUBMITTED));
        return this;
    }

    SealedBook sealed() {
        return SealedBook.atGate(COMMUNITY, SLOT, rule, new Price(1), zones, orders);
    }

    SealedBook shuffled(long seed) {
        List<SealedBook.Order> other = new ArrayList<>(orders);
        Collections.shuffle(other, new Random(seed));
        List<SealedBook.Zone> otherZones = new ArrayList<>(zones);
        Collections.reverse(otherZones);
        return SealedBook.atGate(COMMUNITY, SLOT, rule, new Price(1), otherZones, other);
    }

    /** Few prices and small quantities, so that ties, rationing, limits that bind and empty zones all happen often. */
    static SealedBooks random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SealedBooks books = new SealedBooks();
        int zones = 1 + random.nextInt(6);
        for (int i = 0; i < zones; i++) {
            String parent = i == 0 || random.nextInt(10) == 0 ? null : "Z" + random.nextInt(i);
            books.zones.add(new SealedBook.Zone(
                    new GridZoneId("Z" + i),
                    parent == null ? null : new GridZoneId(parent),
                    random.nextInt(9),
                    new Price(random.nextInt(4)),
                    new Price(random.nextInt(3)),
                    limit(random),
                    limit(random)));
        }
        books.rule(PriceRule.values()[random.nextInt(PriceRule.values().length)]);
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            Side side = random.nextBoolean() ? Side.SELL : Side.BUY;
            books.order(
                    new GridZoneId("Z" + random.nextInt(zones)),
                    side,
                    1 + random.nextInt(12),
                    side == Side.SELL ? random.nextInt(14) : 4 + random.nextInt(16),
                    random.nextInt(3) == 0 ? new Price(random.nextInt(20)) : null);
        }
        return books;
    }

    /**
     * A round of orders that meet as they come, some at the same time, with alternatives, buildings, smallest fills and direct
     * buys.
     */
    static SealedBook arriving(long seed, SealedBook.Mode mode) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SealedBook.Zone> zones = random(seed).zones;
        List<SealedBook.Order> orders = new ArrayList<>();
        int count = 2 + random.nextInt(24);
        for (int i = 0; i < count; i++) {
            boolean sells = random.nextBoolean();
            orders.add(new SealedBook.Order(
                    id(i),
                    // In the market an account is on one side of a slot.
                    account(2 * random.nextInt(5) + (sells ? 0 : 1)),
                    zones.get(random.nextInt(zones.size())).id(),
                    sells ? Side.SELL : Side.BUY,
                    new Energy(1 + random.nextInt(12)),
                    null,
                    new Price(sells ? random.nextInt(14) : 4 + random.nextInt(16)),
                    sells && random.nextInt(4) == 0 ? new Price(random.nextInt(10)) : null,
                    !sells && random.nextInt(4) == 0 ? new Price(random.nextInt(20)) : null,
                    SUBMITTED.plusSeconds(random.nextInt(count)),
                    random.nextInt(4) == 0 ? new Energy(random.nextInt(6)) : null,
                    random.nextInt(3) == 0 ? new BuildingId("house-" + random.nextInt(2)) : null,
                    sells && random.nextBoolean() ? source(random) : null,
                    List.of(),
                    null,
                    preferences(random, sells),
                    !sells && random.nextInt(5) == 0 ? id(random.nextInt(count)) : null,
                    null));
        }
        return new SealedBook(
                SealedBook.VERSION,
                COMMUNITY,
                SLOT,
                0,
                null,
                null,
                random.nextBoolean(),
                mode,
                PriceRule.EQUILIBRIUM,
                new Price(1),
                zones,
                orders);
    }

    private static OrderId id(int number) {
        return new OrderId(new UUID(0x0190b3c400007000L, 0x8000000000000000L | number * 0x9E3779B97F4A7C15L >>> 8));
    }

    private static AccountId account(int number) {
        return new AccountId(new UUID(0x0190b3c400007001L, 0x8000000000000000L | number));
    }

    private static EnergySource source(SplittableRandom random) {
        return EnergySource.values()[random.nextInt(3)];
    }

    private static List<SealedBook.Preference> preferences(SplittableRandom random, boolean sells) {
        List<SealedBook.Preference> preferences = new ArrayList<>();
        for (int n = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0; n > 0; n--) {
            preferences.add(new SealedBook.Preference(
                    random.nextBoolean() ? List.of() : List.of(account(random.nextInt(9)), account(random.nextInt(9))),
                    sells || random.nextBoolean() ? List.of() : List.of(source(random)),
                    null,
                    new Price(sells ? random.nextInt(14) : 4 + random.nextInt(16)),
                    random.nextBoolean() ? null : new Energy(1 + random.nextInt(6))));
        }
        return preferences;
    }

    private static @Nullable Energy limit(SplittableRandom random) {
        return random.nextInt(3) == 0 ? null : new Energy(random.nextInt(9));
    }
}
