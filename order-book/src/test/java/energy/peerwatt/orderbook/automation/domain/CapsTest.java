package energy.peerwatt.orderbook.automation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.MarketPlace;
import energy.peerwatt.orderbook.market.domain.TradeCaps;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapsTest {
    private static final MarketPlace BERLIN = new MarketPlace(ZoneId.of("Europe/Berlin"), null);
    private static final Price TICK = new Price(1_000);
    private static final Money PLENTY = Money.ofNano(Long.MAX_VALUE);

    @Test
    void aDayOfTheCommunityHas92And100Slots() {
        Duration slot = Duration.ofMinutes(15);
        Function<String, Long> slots = day -> {
            MarketPlace.Period period = BERLIN.day(LocalDate.parse(day));
            return Duration.between(period.from(), period.to()).dividedBy(slot);
        };

        assertThat(List.of("2026-03-28", "2026-03-29", "2026-10-25"))
                .extracting(slots)
                .containsExactly(96L, 92L, 100L);
        assertThat(BERLIN.dateOf(Instant.parse("2026-06-30T22:00:00Z"))).isEqualTo("2026-07-01");
        assertThat(BERLIN.month(LocalDate.parse("2026-07-31")))
                .isEqualTo(new MarketPlace.Period(
                        Instant.parse("2026-06-30T22:00:00Z"), Instant.parse("2026-07-31T22:00:00Z")));
    }

    @Test
    void theTightestCapDecidesAndNoneIsNoLimit() {
        TradeCaps caps = new TradeCaps(new Energy(500), new Energy(900), null, null, Money.ofNano(100_000_000), null);
        Traded day = new Traded(new Energy(100), new Energy(77), Money.ofNano(25_000_000));
        Traded month = new Traded(new Energy(700), new Energy(99), Money.ofNano(170_000_000));
        CapRoom room = CapRoom.of(caps, day, month);

        assertThat(room.buy()).as("of the month").isEqualTo(new Energy(200));
        assertThat(room.spend()).as("of the day").isEqualTo(Money.ofNano(75_000_000));
        assertThat(room.sell()).isEqualTo(new Energy(Long.MAX_VALUE));
        assertThat(room.buyUpTo(new Price(400_000))).as("75 of 400 milli").isEqualTo(new Energy(187));
        assertThat(CapRoom.of(null, day, month)).isEqualTo(CapRoom.UNLIMITED);
    }

    @Test
    void aCapOfNothingAndOneThatWasLoweredBelowWhatIsTradedLeaveNothing() {
        Energy none = Energy.ZERO;
        TradeCaps caps = new TradeCaps(none, null, new Energy(10), null, null, Money.ofNano(5));
        Traded traded = new Traded(new Energy(50), new Energy(50), Money.ofNano(50));

        assertThat(CapRoom.of(caps, traded, traded)).isEqualTo(new CapRoom(none, none, Money.ZERO));
    }

    /**
     * Two months, slot by slot, of a home that wants more than it may: whatever the auction gives of an order, at whatever
     * price, and however often memory is lost, no cap is ever passed. What counts is summed up again for each slot from the
     * list of trades, as a naive reader would.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void capsHoldOverSlotsDaysAndMonths(long seed) {
        Random random = new Random(seed);
        TradeCaps caps = new TradeCaps(
                new Energy(3_000),
                new Energy(40_000),
                new Energy(5_000),
                new Energy(60_000),
                Money.ofNano(600_000_000),
                Money.ofNano(7_000_000_000L));
        HouseholdRules rules = new HouseholdRules(true, new Price(80_000), new Price(300_000), 0, null, caps);
        List<Trade> trades = new ArrayList<>();
        Instant end = Instant.parse("2026-04-30T22:00:00Z");
        for (Slot slot = new Slot(Instant.parse("2026-02-28T23:00:00Z"), Duration.ofHours(1));
                slot.start().isBefore(end);
                slot = slot.next()) {
            LocalDate date = BERLIN.dateOf(slot.start());
            CapRoom room = CapRoom.of(caps, sum(trades, BERLIN.day(date)), sum(trades, BERLIN.month(date)));
            NetEnergy expected = new NetEnergy(random.nextLong(-2_000, 2_000));
            Slot current = slot;
            HouseholdTrader.decide(rules, slot, expected, PLENTY, room, TICK)
                    .ifPresent(order -> trades.add(filled(order, current, random)));
        }

        assertWithin(
                trades, trade -> BERLIN.dateOf(trade.slot), caps.boughtPerDay(), caps.soldPerDay(), caps.spentPerDay());
        assertWithin(
                trades,
                trade -> YearMonth.from(BERLIN.dateOf(trade.slot)),
                caps.boughtPerMonth(),
                caps.soldPerMonth(),
                caps.spentPerMonth());
    }

    private record Trade(Instant slot, Traded traded) {}

    /** Mostly all of it, sometimes a part or nothing; a buyer pays the limit or less. */
    private static Trade filled(HouseholdTrader.Intent order, Slot slot, Random random) {
        long wanted = order.energy().wattHours();
        long got = random.nextInt(4) == 0 ? random.nextLong(wanted + 1) : wanted;
        long paid = order.limit().microPerKwh() - random.nextInt(3) * 20_000L;
        return new Trade(
                slot.start(),
                order.side() == Side.SELL
                        ? new Traded(Energy.ZERO, new Energy(got), Money.ZERO)
                        : new Traded(new Energy(got), Energy.ZERO, Money.ofNano(got * paid)));
    }

    private static Traded sum(List<Trade> trades, MarketPlace.Period period) {
        return trades.stream()
                .filter(trade -> period.contains(trade.slot))
                .map(Trade::traded)
                .reduce(Traded.NOTHING, Traded::plus);
    }

    private static void assertWithin(
            List<Trade> trades, Function<Trade, Object> period, Energy bought, Energy sold, Money spent) {
        Map<String, Traded> sums = new TreeMap<>();
        trades.forEach(trade -> sums.merge(period.apply(trade).toString(), trade.traded, Traded::plus));
        assertThat(sums.values()).allSatisfy(sum -> {
            assertThat(sum.bought()).isLessThanOrEqualTo(bought);
            assertThat(sum.sold()).isLessThanOrEqualTo(sold);
            assertThat(sum.spent()).isLessThanOrEqualTo(spent);
        });
        assertThat(sums.values())
                .as("and are made use of")
                .anyMatch(sum -> sum.sold().equals(sold));
    }
}
