package energy.peerwatt.street.home.domain;

import static energy.peerwatt.street.home.domain.Streets.TEN;
import static energy.peerwatt.street.home.domain.Streets.after;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rated power is 6 kW; the sun gives 4 kW, the home uses 1 kW. */
class ControlsTest {
    private static final BatterySpec BATTERY = new BatterySpec(10_000, 3_000, 10, 50);
    private static final Home SOLAR = Streets.steady(1_000, 4_000, null);
    private static final Home HYBRID = Streets.steady(1_000, 4_000, BATTERY);
    private static final Home EVENING = Streets.steady(1_000, 0, BATTERY);

    @Test
    void withoutOrdersTheSurplusGoesToTheGrid() {
        Flows flows = after(SOLAR, SOLAR.first(), TEN, 1).flows();

        assertThat(flows.inverter()).isEqualTo(4_000_000);
        assertThat(flows.grid().total()).isEqualTo(-3_000_000);
        assertThat(flows.throttled()).isFalse();
    }

    @Test
    void limitIsAShareOfTheRatedPower() {
        Flows flows = limited(SOLAR, new Curtailment(true, true, 2_500, 0, 0), 1);

        assertThat(flows.inverter()).isEqualTo(1_500_000);
        assertThat(flows.throttled()).isTrue();
        assertThat(flows.solarDirect()).isEqualTo(Inverter.direct(1_500_000));
    }

    @Test
    void limitThatIsNotEnabledDoesNothing() {
        assertThat(limited(SOLAR, new Curtailment(true, false, 2_500, 60, 0), 1).inverter())
                .isEqualTo(4_000_000);
    }

    @Test
    void limitRevertsWhenItsTimeIsOver() {
        Curtailment limit = new Curtailment(true, true, 1_000, 60, 0);

        assertThat(limited(SOLAR, limit, 60).inverter()).isEqualTo(600_000);
        assertThat(limited(SOLAR, limit, 61).inverter()).isEqualTo(4_000_000);
    }

    @Test
    void limitWrittenAgainLastsFromThen() {
        Curtailment limit = new Curtailment(true, true, 1_000, 60, 0);
        HomeState halfway = after(SOLAR, SOLAR.first().withCurtailment(limit.writtenAt(TEN)), TEN, 30);
        HomeState renewed = halfway.withCurtailment(halfway.curtailment().writtenAt(TEN + 30));

        assertThat(after(SOLAR, renewed, TEN + 30, 60).flows().inverter()).isEqualTo(600_000);
        assertThat(after(SOLAR, renewed, TEN + 30, 61).flows().inverter()).isEqualTo(4_000_000);
    }

    @Test
    void disconnectedInverterGivesNothing() {
        Flows flows = limited(HYBRID, new Curtailment(false, false, Curtailment.FULL, 0, 0), 1);

        assertThat(flows.inverter()).isZero();
        assertThat(flows.grid().total()).isEqualTo(1_000_000);
    }

    @Test
    void batteryTakesTheSurplusAndGivesItBack() {
        assertThat(after(HYBRID, HYBRID.first(), TEN, 1).flows().charge()).isEqualTo(3_000_000);
        assertThat(after(EVENING, EVENING.first(), TEN, 1).flows().discharge()).isEqualTo(1_000_000);
        assertThat(after(EVENING, EVENING.first(), TEN, 1).flows().grid().total())
                .isZero();
    }

    @Test
    void dischargeSetPointActsAndReverts() {
        StorageOrder order = new StorageOrder(false, true, 8_000, StorageOrder.FULL, 120, 0);

        assertThat(ordered(EVENING, order, 120).discharge()).isEqualTo(2_400_000);
        assertThat(ordered(EVENING, order, 120).grid().total()).isEqualTo(-1_400_000);
        assertThat(ordered(EVENING, order, 121).discharge()).isEqualTo(1_000_000);
    }

    @Test
    void chargeSetPointTakesFromTheGrid() {
        StorageOrder order = new StorageOrder(true, false, StorageOrder.FULL, 5_000, 0, 0);

        assertThat(ordered(EVENING, order, 10).charge()).isEqualTo(1_500_000);
        assertThat(ordered(EVENING, order, 10).grid().total()).isEqualTo(2_500_000);
    }

    @Test
    void negativeRateForcesTheOtherDirection() {
        assertThat(ordered(EVENING, new StorageOrder(false, true, -5_000, 0, 0, 0), 1)
                        .charge())
                .isEqualTo(1_500_000);
        assertThat(ordered(EVENING, new StorageOrder(true, false, 0, -5_000, 0, 0), 1)
                        .discharge())
                .isEqualTo(1_500_000);
    }

    @Test
    void bothModesLimitSelfConsumption() {
        assertThat(ordered(HYBRID, new StorageOrder(true, true, 0, 2_000, 0, 0), 1)
                        .charge())
                .isEqualTo(600_000);
        assertThat(ordered(EVENING, new StorageOrder(true, true, 0, 0, 0, 0), 1).discharge())
                .isZero();
    }

    @Test
    void dischargeEndsAtTheReserve() {
        BatterySpec small = new BatterySpec(10, 3_000, 10, 50);
        Home home = Streets.steady(1_000, 0, small);
        HomeState empty = after(home, home.first(), TEN, 120);

        assertThat(empty.flows().discharge()).isZero();
        assertThat(empty.flows().grid().total()).isEqualTo(1_000_000);
        assertThat(empty.storedMillijoules() - small.reserveMillijoules()).isBetween(0L, 2L);
    }

    @Test
    void roofComesBeforeTheBatteryWhereTheInverterIsTooSmall() {
        Flows flows = ordered(HYBRID, new StorageOrder(false, true, 10_000, 0, 0, 0), 1);

        assertThat(flows.solar()).isEqualTo(4_000_000);
        assertThat(flows.discharge()).isEqualTo(2_000_000);
    }

    private static Flows limited(Home home, Curtailment limit, int seconds) {
        return after(home, home.first().withCurtailment(limit.writtenAt(TEN)), TEN, seconds)
                .flows();
    }

    private static Flows ordered(Home home, StorageOrder order, int seconds) {
        return after(home, home.first().withStorage(order.writtenAt(TEN)), TEN, seconds)
                .flows();
    }
}
