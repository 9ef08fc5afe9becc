package energy.peerwatt.street.sunspec.domain;

import energy.peerwatt.street.home.domain.BatterySpec;
import energy.peerwatt.street.home.domain.HomeState;
import energy.peerwatt.street.home.domain.StorageOrder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Model 124: state and orders of the battery. Percentages have two decimals. */
final class StorageModel {
    static final int LENGTH = 24;

    private static final int MODE = 5;
    private static final int OUT_RATE = 12;
    private static final int IN_RATE = 13;
    private static final int RATE_WINDOW = 14;
    private static final int RATE_REVERT = 15;
    private static final int RATE_RAMP = 16;
    private static final int MOST_SECONDS = 0xFFFE;
    private static final int CHARGE_BIT = 1;
    private static final int DISCHARGE_BIT = 2;

    private static final int EMPTY = 2;
    private static final int DISCHARGING = 3;
    private static final int CHARGING = 4;
    private static final int FULL = 5;
    private static final int HOLDING = 6;

    /** Offsets of the points that can be written. */
    static final Set<Integer> WRITABLE = Set.of(MODE, OUT_RATE, IN_RATE, RATE_WINDOW, RATE_REVERT, RATE_RAMP);

    private StorageModel() {}

    static void write(Model model, HomeState state, BatterySpec battery) {
        model.header(124, LENGTH);
        StorageOrder order = state.storage();
        model.unsigned(2, battery.maxPowerWatts());
        model.unsigned(3, 100);
        model.unsigned(4, 100);
        model.unsigned(MODE, (order.chargeMode() ? CHARGE_BIT : 0) | (order.dischargeMode() ? DISCHARGE_BIT : 0));
        model.withoutUnsigned(6, 9, 10);
        model.unsigned(7, battery.reservePercent() * 100L);
        model.unsigned(8, state.storedMillijoules() / (battery.capacityMillijoules() / 10_000));
        model.unsigned(11, chargeState(state, battery));
        model.signed(OUT_RATE, order.outRate());
        model.signed(IN_RATE, order.inRate());
        model.unsigned(RATE_REVERT, order.revertSeconds());
        // Charging from the grid is allowed.
        model.unsigned(17, 1);
        model.scale(18, 0);
        model.scale(19, 0);
        model.withoutSigned(20, 23, 24);
        model.scale(21, -2);
        model.scale(22, -2);
        model.scale(25, -2);
    }

    private static int chargeState(HomeState state, BatterySpec battery) {
        if (state.flows().charge() > 0) {
            return CHARGING;
        }
        if (state.flows().discharge() > 0) {
            return DISCHARGING;
        }
        long percent = battery.capacityMillijoules() / 100;
        if (state.storedMillijoules() < battery.reserveMillijoules() + percent / 10) {
            return EMPTY;
        }
        return state.storedMillijoules() > battery.capacityMillijoules() - percent / 10 ? FULL : HOLDING;
    }

    /**
     * The order after a write, its timer started anew.
     *
     * @param written new values by offset, unsigned; only of {@link #WRITABLE}
     * @return empty if a value is out of range; a window or ramp can only be zero, for neither is simulated
     */
    static Optional<StorageOrder> apply(StorageOrder now, Map<Integer, Integer> written, long epochSecond) {
        int nowMode = (now.chargeMode() ? CHARGE_BIT : 0) | (now.dischargeMode() ? DISCHARGE_BIT : 0);
        int mode = written.getOrDefault(MODE, nowMode);
        int out = written.containsKey(OUT_RATE) ? written.get(OUT_RATE).shortValue() : now.outRate();
        int in = written.containsKey(IN_RATE) ? written.get(IN_RATE).shortValue() : now.inRate();
        int revert = written.getOrDefault(RATE_REVERT, now.revertSeconds());
        boolean sound = mode <= (CHARGE_BIT | DISCHARGE_BIT)
                && Math.abs(out) <= StorageOrder.FULL
                && Math.abs(in) <= StorageOrder.FULL
                && revert <= MOST_SECONDS
                && written.getOrDefault(RATE_WINDOW, 0) == 0
                && written.getOrDefault(RATE_RAMP, 0) == 0;
        if (!sound) {
            return Optional.empty();
        }
        StorageOrder order =
                new StorageOrder((mode & CHARGE_BIT) != 0, (mode & DISCHARGE_BIT) != 0, out, in, revert, 0);
        return Optional.of(order.writtenAt(epochSecond));
    }
}
