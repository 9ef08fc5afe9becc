package energy.peerwatt.orderbook.live.domain;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.Order;
import energy.peerwatt.orderbook.market.domain.SlotCourse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A community whose orders come, shrink, trade and go at random, slot after slot. */
public final class RandomBooks {
    private static final GridZoneId ZONE = new GridZoneId("street");
    private static final int KEPT = 2;

    private final Random random;
    private final Map<Slot, List<Order>> open = new LinkedHashMap<>();
    private final Map<Slot, List<LiveTrade>> trades = new LinkedHashMap<>();
    private final Map<Slot, BalancesChanged.Settlement> settlements = new LinkedHashMap<>();
    private long secondsToGo;
    private Slot next = new Slot(Instant.parse("2026-06-01T10:00:00Z"), Duration.ofMinutes(15));

    public RandomBooks(long seed) {
        this.random = new Random(seed);
    }

    /** Some orders come, some go, some trade; now and then the next slot is sealed. */
    public void goOn() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            Slot slot = new Slot(next.start().plus(Duration.ofMinutes(15L * random.nextInt(3))), next.length());
            List<Order> orders = open.computeIfAbsent(slot, s -> new ArrayList<>());
            if (!orders.isEmpty() && random.nextInt(3) == 0) {
                Order gone = orders.remove(random.nextInt(orders.size()));
                if (random.nextBoolean()) {
                    trades.computeIfAbsent(slot, s -> new ArrayList<>()).add(trade(gone.energy()));
                }
            } else {
                orders.add(order(slot));
            }
        }
        if (random.nextInt(10) == 0) {
            open.remove(next);
            trades.putIfAbsent(next, new ArrayList<>());
            next = next.next();
        }
        trades.keySet().stream()
                .filter(slot -> slot.compareTo(next) < 0 && random.nextInt(4) == 0)
                .forEach(slot -> settlements.merge(
                        slot,
                        new BalancesChanged.Settlement(slot, 1, random.nextBoolean()),
                        (known, told) -> known.complete()
                                ? known
                                : new BalancesChanged.Settlement(slot, known.revision() + 1, true)));
        secondsToGo = random.nextLong(900);
    }

    private Order order(Slot slot) {
        return new Order(
                new OrderId(uuid()),
                new AccountId(uuid()),
                ZONE,
                random.nextBoolean() ? Side.SELL : Side.BUY,
                slot,
                new Energy(1 + random.nextInt(5)),
                Energy.ZERO,
                Price.ofMicroPerKwh(1_000L * random.nextInt(6)),
                slot.start());
    }

    private LiveTrade trade(Energy energy) {
        return new LiveTrade(
                new TradeId(uuid()),
                ZONE,
                ZONE,
                energy,
                Price.ZERO,
                Price.ZERO,
                Price.ZERO,
                new AccountId(uuid()),
                new AccountId(uuid()));
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    public Slot first() {
        return new Slot(next.start().minus(next.length().multipliedBy(KEPT)), next.length());
    }

    /** Some time before the slot that is sealed next; now and then it goes back, as no clock should. */
    public Instant now() {
        return next.start().minusSeconds(secondsToGo);
    }

    /** Its gate closes five minutes before it starts. */
    public SlotCourse course(Slot slot) {
        return new SlotCourse(slot, slot.start().minusSeconds(300), slot.compareTo(next) < 0, settlements.get(slot));
    }

    /** Of each slot that may be in the picture. */
    public List<LiveSlot> pictures() {
        List<LiveSlot> pictures = new ArrayList<>();
        open.forEach((slot, orders) -> pictures.add(
                LiveSlot.open(slot, Depth.of(orders), indication(orders), trades.getOrDefault(slot, List.of()))
                        .on(course(slot))));
        trades.forEach((slot, made) -> {
            if (slot.compareTo(next) < 0) {
                pictures.add(LiveSlot.sealed(slot, made).on(course(slot)));
            }
        });
        return pictures;
    }

    private static Indication indication(List<Order> orders) {
        return new Indication(new Energy(orders.size() / 2), null, List.of());
    }

    public Map<Slot, List<Order>> open() {
        return open;
    }

    public Map<Slot, List<LiveTrade>> trades() {
        return trades;
    }
}
