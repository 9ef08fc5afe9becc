package energy.peerwatt.street.sunspec.domain;

import energy.peerwatt.street.home.domain.BatterySpec;
import energy.peerwatt.street.home.domain.HomeState;

/**
 * Model 160: the direct-current inputs. The first is the roof; a battery home has two more, one that counts what goes
 * into the battery and one for what comes out.
 */
final class MpptModel {
    private static final int FIXED_LENGTH = 8;
    private static final int MODULE_LENGTH = 20;
    private static final int FIRST_MODULE = 10;
    private static final long STRING_VOLTS = 620;
    private static final long BATTERY_VOLTS = 400;
    private static final int SLEEPING = 2;
    private static final int MPPT = 4;

    private MpptModel() {}

    static int length(boolean withBattery) {
        return FIXED_LENGTH + modules(withBattery) * MODULE_LENGTH;
    }

    static void write(Model model, HomeState state, boolean withBattery) {
        model.header(160, length(withBattery));
        model.scale(2, -2);
        model.scale(3, -1);
        model.scale(4, 0);
        model.scale(5, 0);
        model.unsigned(8, modules(withBattery));
        model.withoutUnsigned(9);
        module(
                model,
                1,
                "PV",
                STRING_VOLTS,
                state.flows().solarDirect(),
                state.books().solarDirect());
        if (withBattery) {
            long charging = BatterySpec.stored(state.flows().charge());
            long discharging = BatterySpec.drawn(state.flows().discharge());
            module(model, 2, "StCha", BATTERY_VOLTS, charging, state.books().charged());
            module(
                    model,
                    3,
                    "StDisCha",
                    BATTERY_VOLTS,
                    discharging,
                    state.books().discharged());
        }
    }

    private static void module(Model model, int number, String name, long volts, long milliwatts, long millijoules) {
        int at = FIRST_MODULE + (number - 1) * MODULE_LENGTH;
        model.unsigned(at, number);
        model.text(at + 1, 8, name);
        model.unsigned(at + 9, Math.round(milliwatts / 10.0 / volts));
        model.unsigned(at + 10, milliwatts == 0 ? 0 : volts * 10);
        model.unsigned(at + 11, Model.watts(milliwatts));
        model.accumulator(at + 12, Model.wattHours(millijoules));
        model.withoutLong(at + 14);
        model.withoutSigned(at + 16);
        model.unsigned(at + 17, milliwatts == 0 ? SLEEPING : MPPT);
        model.withoutLong(at + 18);
    }

    private static int modules(boolean withBattery) {
        return withBattery ? 3 : 1;
    }
}
