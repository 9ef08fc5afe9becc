package energy.peerwatt.orderbook.auction.domain;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.SealedBook;
import energy.peerwatt.messages.evidence.Side;
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
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Books for tests: written by hand as price@quantity, or drawn from a seed. */
final class Books {
    static final CommunityId COMMUNITY = CommunityId.of("0190b3c4-0000-7000-8000-000000000001");
    static final GridZoneId ZONE = new GridZoneId("street");
    static final Slot SLOT = new Slot(Instant.parse("2026-06-01T10:30:00Z"), Duration.ofMinutes(15));
    private static final Instant SUBMITTED = Instant.parse("2026-06-01T10:00:00Z");

    private final List<SealedBook.Order> orders = new ArrayList<>();
    private final List<SealedBook.Zone> zones = new ArrayList<>();
    private PriceRule rule = PriceRule.EQUILIBRIUM;

    static Books book() {
        Books books = new Books();
        books.zones.add(new SealedBook.Zone(ZONE, Price.ZERO));
        return books;
    }

    Books rule(PriceRule chosen) {
        rule = chosen;
        return this;
    }

    Books localFee(long fee) {
        zones.clear();
        return zone(ZONE, fee);
    }

    Books zone(GridZoneId id, long fee) {
        zones.add(new SealedBook.Zone(id, new Price(fee)));
        return this;
    }

    /** @param orders {@code price@quantity} or {@code price}, which is {@code price@1}, separated by blanks */
    Books offers(String orders) {
        return add(Side.SELL, orders);
    }

    Books bids(String orders) {
        return add(Side.BUY, orders);
    }

    private Books add(Side side, String text) {
        for (String one : text.strip().split("\\s+")) {
            String[] parts = one.split("@");
            order(ZONE, side, Long.parseLong(parts[0]), parts.length > 1 ? Long.parseLong(parts[1]) : 1, null, null);
        }
        return this;
    }

    Books order(GridZoneId zone, Side side, long limit, long wh, @Nullable Price floor, @Nullable Price cap) {
        int number = orders.size() + 1;
        orders.add(new SealedBook.Order(
                new OrderId(new UUID(0x0190b3c400007000L, 0x8000000000000000L | number)),
                new AccountId(new UUID(0x0190b3c400007001L, 0x8000000000000000L | number)),
                zone,
                side,
                new Energy(wh),
                new Price(limit),
                floor,
                cap,
                SUBMITTED));
        return this;
    }

    SealedBook sealed() {
        return new SealedBook(SealedBook.VERSION, COMMUNITY, SLOT, rule, new Price(1), zones, orders);
    }

    SealedBook shuffled(long seed) {
        List<SealedBook.Order> other = new ArrayList<>(orders);
        Collections.shuffle(other, new Random(seed));
        List<SealedBook.Zone> otherZones = new ArrayList<>(zones);
        Collections.reverse(otherZones);
        return new SealedBook(SealedBook.VERSION, COMMUNITY, SLOT, rule, new Price(1), otherZones, other);
    }

    /** Few prices and small quantities, so that ties, rationing and both ends of the book all happen often. */
    static Books random(long seed, int maxOrders, int maxPrice, int maxWh) {
        SplittableRandom random = new SplittableRandom(seed);
        Books books = new Books();
        int zones = 1 + random.nextInt(2);
        for (int i = 0; i < zones; i++) {
            books.zone(new GridZoneId("zone-" + i), random.nextInt(3));
        }
        books.rule(PriceRule.values()[random.nextInt(PriceRule.values().length)]);
        int count = random.nextInt(maxOrders + 1);
        for (int i = 0; i < count; i++) {
            Side side = random.nextBoolean() ? Side.SELL : Side.BUY;
            boolean bounded = random.nextInt(3) == 0;
            books.order(
                    new GridZoneId("zone-" + random.nextInt(zones)),
                    side,
                    random.nextInt(maxPrice + 1),
                    1 + random.nextInt(maxWh),
                    bounded && side == Side.SELL ? new Price(random.nextInt(maxPrice + 1)) : null,
                    bounded && side == Side.BUY ? new Price(random.nextInt(maxPrice + 1)) : null);
        }
        return books;
    }
}
