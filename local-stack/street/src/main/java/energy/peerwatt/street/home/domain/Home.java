package energy.peerwatt.street.home.domain;

import org.jspecify.annotations.Nullable;

/**
 * A home and its rules: what one second does to its state.
 *
 * @param name such as home-01
 * @param meter at the grid connection
 * @param solar null without a roof of its own
 * @param profile load and sunlight
 */
public record Home(String name, Meter meter, @Nullable Solar solar, PowerProfile profile) {
    private static final long MILLIJOULES_PER_WATT_HOUR = 3_600_000;

    /** The state of a new home. */
    public HomeState first() {
        long imported = meter.importedWattHours() * MILLIJOULES_PER_WATT_HOUR;
        long exported = meter.exportedWattHours() * MILLIJOULES_PER_WATT_HOUR;
        // Before today a roof gave what was exported and about as much again for the home.
        long output = solar == null ? 0 : 2 * exported;
        EnergyBooks books = EnergyBooks.startingAt(imported, exported, Inverter.direct(output), output);
        BatterySpec battery = battery();
        long stored = battery == null ? 0 : battery.firstChargeMillijoules();
        return new HomeState(books, stored, Curtailment.NONE, StorageOrder.NONE, Flows.NONE);
    }

    /**
     * The state one second later. Timers that have run out end before the second begins.
     *
     * @param epochSecond at which the second begins
     */
    public HomeState afterSecond(HomeState state, long epochSecond) {
        return after(state, epochSecond, 1);
    }

    /**
     * The state some seconds later, all of them lived like the one in their middle. With one second this is exact; with
     * more it is for a past of which nobody sees single seconds.
     *
     * @param epochSecond at which the first second begins
     * @param seconds at least 1
     */
    public HomeState after(HomeState state, long epochSecond, int seconds) {
        Curtailment curtailment = state.curtailment().at(epochSecond);
        StorageOrder storage = state.storage().at(epochSecond);
        HomeState now = state.withCurtailment(curtailment).withStorage(storage);
        Flows flows = flows(now, epochSecond + seconds / 2, seconds);
        long stored = state.storedMillijoules()
                + seconds * (BatterySpec.stored(flows.charge()) - BatterySpec.drawn(flows.discharge()));
        return new HomeState(state.books().after(flows, seconds), stored, curtailment, storage, flows);
    }

    private Flows flows(HomeState state, long epochSecond, int seconds) {
        PhasePower load = profile.load(epochSecond);
        if (solar == null) {
            return new Flows(load, 0, 0, 0, 0, false);
        }
        long available = Inverter.alternating(profile.solarDirect(epochSecond));
        long limit = state.curtailment().limit(solar.inverter().ratedWatts() * 1000);
        long battery = state.curtailment().connected() ? batteryPower(state, load.total() - available, seconds) : 0;
        long charge = Math.max(0, -battery);
        long generated = Math.min(available, limit + charge);
        // The battery shares the inverter with the roof; the roof goes first.
        long discharge = Math.clamp(battery, 0, Math.max(0, limit - generated));
        return new Flows(load, Inverter.direct(generated), generated, charge, discharge, generated < available);
    }

    private long batteryPower(HomeState state, long selfConsumption, int seconds) {
        BatterySpec battery = battery();
        if (battery == null) {
            return 0;
        }
        long wanted = state.storage().apply(selfConsumption, battery.maxPowerWatts() * 1000);
        return Math.clamp(
                wanted,
                -battery.mostCharge(state.storedMillijoules(), seconds),
                battery.mostDischarge(state.storedMillijoules(), seconds));
    }

    /** The battery, or null without one. */
    public @Nullable BatterySpec battery() {
        return solar == null ? null : solar.battery();
    }
}
