package energy.peerwatt.supervisor.agreement;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
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
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sealed books of any shape, the same for the same seed. Every other one has few prices and small quantities, so that ties
 * and rationing are the rule; the rest is in prices and quantities of a real street. Zones and sides may be empty.
 */
final class RandomBooks {
    static final CommunityId COMMUNITY = new CommunityId(new UUID(0x0190b3c400007000L, 0x8000000000000001L));
    static final Slot SLOT = new Slot(Instant.parse("2026-06-15T10:00:00Z"), Duration.ofMinutes(15));

    private final SplittableRandom random;
    private final boolean narrow;
    private final int sellsOfTen;

    private RandomBooks(long seed) {
        random = new SplittableRandom(seed);
        narrow = seed % 2 == 0;
        // A tenth each has no seller or no buyer.
        int lean = random.nextInt(10);
        sellsOfTen = lean == 0 ? 0 : lean == 1 ? 10 : 5;
    }

    static SealedBook book(long seed) {
        return new RandomBooks(seed).book();
    }

    private SealedBook book() {
        List<SealedBook.Zone> zones = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            long fee = narrow ? random.nextInt(4) : random.nextInt(80) * 1000L;
            GridZoneId parent = i == 0 || random.nextInt(4) == 0
                    ? null
                    : zones.get(random.nextInt(i)).id();
            long edgeFee = narrow ? random.nextInt(3) : random.nextInt(30) * 1000L;
            zones.add(new SealedBook.Zone(
                    new GridZoneId("zone-" + (count - i)),
                    parent,
                    i,
                    new Price(edgeFee),
                    new Price(fee),
                    limit(),
                    limit()));
        }
        List<SealedBook.Order> orders = new ArrayList<>();
        int size = random.nextInt(narrow ? 25 : 60);
        for (int i = 0; i < size; i++) {
            orders.add(order(zones.get(random.nextInt(count)).id()));
        }
        PriceRule[] rules = PriceRule.values();
        return SealedBook.atGate(COMMUNITY, SLOT, rules[random.nextInt(rules.length)], new Price(1), zones, orders);
    }

    private @Nullable Energy limit() {
        return random.nextBoolean() ? null : new Energy(random.nextInt(narrow ? 10 : 8_000));
    }

    private SealedBook.Order order(GridZoneId zone) {
        Side side = random.nextInt(10) < sellsOfTen ? Side.SELL : Side.BUY;
        return new SealedBook.Order(
                new OrderId(new UUID(random.nextLong(), random.nextLong())),
                new AccountId(new UUID(side.ordinal(), random.nextInt(12))),
                zone,
                side,
                new Energy(1 + random.nextInt(narrow ? 6 : 5000)),
                price(),
                side == Side.SELL ? bound() : null,
                side == Side.BUY ? bound() : null,
                SLOT.start().minusMillis(random.nextInt(3_600_000)));
    }

    private Price price() {
        return new Price(narrow ? random.nextInt(8) : 50_000 + random.nextInt(300_000));
    }

    private @Nullable Price bound() {
        return random.nextInt(3) == 0 ? price() : null;
    }
}
