package energy.peerwatt.street.sunspec.domain;

import energy.peerwatt.street.home.domain.BatterySpec;
import energy.peerwatt.street.home.domain.Solar;

/** Model 120: the rated values that the percentages of models 123 and 124 refer to. */
final class NameplateModel {
    static final int LENGTH = 26;

    private static final int SOLAR = 4;
    private static final int SOLAR_WITH_STORAGE = 82;

    private NameplateModel() {}

    static void write(Model model, Solar solar) {
        model.header(120, LENGTH);
        BatterySpec battery = solar.battery();
        long rated = solar.inverter().ratedWatts();
        model.unsigned(2, battery == null ? SOLAR : SOLAR_WITH_STORAGE);
        model.unsigned(3, rated);
        model.scale(4, 0);
        model.unsigned(5, rated);
        model.scale(6, 0);
        // No reactive power: the ratings of all four quadrants stay zero.
        model.scale(11, 0);
        model.unsigned(12, Math.ceilDiv(rated * 10, 3 * 230));
        model.scale(13, -1);
        for (int quadrant = 0; quadrant < 4; quadrant++) {
            model.signed(14 + quadrant, 100);
        }
        model.scale(18, -2);
        model.withoutUnsigned(21);
        model.withoutSigned(22, 27);
        if (battery == null) {
            model.withoutUnsigned(19, 23, 25);
            model.withoutSigned(20, 24, 26);
        } else {
            model.unsigned(19, battery.capacityWattHours());
            model.scale(20, 0);
            model.unsigned(23, battery.maxPowerWatts());
            model.scale(24, 0);
            model.unsigned(25, battery.maxPowerWatts());
            model.scale(26, 0);
        }
    }
}
