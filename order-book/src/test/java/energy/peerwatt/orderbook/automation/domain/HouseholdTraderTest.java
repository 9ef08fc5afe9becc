package energy.peerwatt.orderbook.automation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HouseholdTraderTest {
    private static final Slot SLOT = new Slot(Instant.parse("2026-06-01T10:00:00Z"), Duration.ofMinutes(15));
    private static final Price TICK = new Price(1_000);
    private static final Money PLENTY = Money.ofNano(1_000_000_000_000L);
    private static final HouseholdRules RULES = new HouseholdRules(true, new Price(90_500), new Price(250_500), 20);

    @Test
    void sellsASurplusForNoLessThanTheHouseholdAsks() {
        assertThat(decide(RULES, net(-400), Money.ZERO, TICK))
                .contains(new HouseholdTrader.Intent(Side.SELL, new Energy(400), new Price(91_000)));
    }

    @Test
    void buysANeedForNoMoreThanTheHouseholdPays() {
        assertThat(decide(RULES, net(400), PLENTY, TICK))
                .contains(new HouseholdTrader.Intent(Side.BUY, new Energy(400), new Price(250_000)));
    }

    @Test
    void buysNoMoreThanTheBalanceCovers() {
        Money forAbout100 = Money.ofNano(100 * 250_000L + 249_999);

        assertThat(decide(RULES, net(400), forAbout100, TICK))
                .map(HouseholdTrader.Intent::energy)
                .contains(new Energy(100));
        assertThat(decide(RULES, net(400), Money.ofNano(-1), TICK)).isEmpty();
    }

    @Test
    void ordersNothingWhilePausedOrBalanced() {
        HouseholdRules paused = new HouseholdRules(false, Price.ZERO, Price.ZERO, 0);

        assertThat(decide(paused, net(-400), PLENTY, TICK)).isEmpty();
        assertThat(decide(RULES, net(0), PLENTY, TICK)).isEmpty();
    }

    @Test
    void ordersNothingForSlotsBeforeItsPauseIsOver() {
        HouseholdRules away = new HouseholdRules(true, Price.ZERO, Price.ZERO, 0, SLOT.end(), null);
        HouseholdRules back = new HouseholdRules(true, Price.ZERO, Price.ZERO, 0, SLOT.start(), null);

        assertThat(decide(away, net(-400), PLENTY, TICK)).isEmpty();
        assertThat(decide(back, net(-400), PLENTY, TICK)).isPresent();
    }

    /** Feed-in brings 8 ct, the supplier takes 30 ct; the mandate allows sales from 7 ct on and purchases up to 29 ct. */
    private static Optional<HouseholdTrader.Intent> favouring(long premium, long net, Money free) {
        HouseholdTrader.Favour favour =
                new HouseholdTrader.Favour(new Price(premium), new Price(80_000), new Price(290_000));
        return HouseholdTrader.decide(RULES, SLOT, net(net), free, CapRoom.UNLIMITED, TICK, favour);
    }

    @Test
    void favouritesGetAPremiumBetweenFloorAndCap() {
        assertThat(favouring(5_500, -400, Money.ZERO))
                .as("9.1 ct less 0.55 ct, a whole tick, in the household's favour")
                .contains(new HouseholdTrader.Intent(Side.SELL, new Energy(400), new Price(86_000), new Price(91_000)));
        assertThat(favouring(50_000, -400, Money.ZERO))
                .contains(new HouseholdTrader.Intent(Side.SELL, new Energy(400), new Price(80_000), new Price(91_000)));
        assertThat(favouring(20_900, 400, PLENTY))
                .contains(
                        new HouseholdTrader.Intent(Side.BUY, new Energy(400), new Price(270_000), new Price(250_000)));
        assertThat(favouring(900_000, 400, PLENTY))
                .contains(
                        new HouseholdTrader.Intent(Side.BUY, new Energy(400), new Price(290_000), new Price(250_000)));
        assertThat(favouring(999, 400, PLENTY))
                .as("less than a tick is nothing")
                .contains(new HouseholdTrader.Intent(Side.BUY, new Energy(400), new Price(250_000)));
    }

    @Test
    void whatIsBoughtAtAPremiumMustBePaidToo() {
        assertThat(favouring(40_000, 400, Money.ofNano(100 * 290_000L)))
                .map(HouseholdTrader.Intent::energy)
                .contains(new Energy(100));
    }

    private static Optional<HouseholdTrader.Intent> decide(
            HouseholdRules rules, NetEnergy expected, Money free, Price tick) {
        return HouseholdTrader.decide(rules, SLOT, expected, free, CapRoom.UNLIMITED, tick);
    }

    private static NetEnergy net(long wattHours) {
        return new NetEnergy(wattHours);
    }
}
