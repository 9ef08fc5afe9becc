package energy.peerwatt.street.home.domain;

import static energy.peerwatt.street.home.domain.HouseholdAppliances.car;
import static energy.peerwatt.street.home.domain.HouseholdAppliances.family;
import static energy.peerwatt.street.home.domain.HouseholdAppliances.flat;
import static energy.peerwatt.street.home.domain.HouseholdAppliances.heatPump;
import static energy.peerwatt.street.home.domain.HouseholdAppliances.homeOffice;
import static energy.peerwatt.street.home.domain.HouseholdAppliances.with;

import energy.peerwatt.street.physics.domain.Roof;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of homes a street is built from, in their order; a longer street begins again. The mix is chosen so that on
 * a sunny morning several homes have too much and several too little.
 */
final class Catalogue {
    static final List<Kind> KINDS = List.of(
            new Kind(family(280), panels(180, 35, 6_800), 6_000, null),
            new Kind(flat(190), null, 0, null),
            new Kind(family(320), panels(170, 38, 7_200), 8_000, new BatterySpec(10_000, 3_600, 5, 50)),
            new Kind(with(family(260), car(8.6, 9.4, 4.5, 7_400, Wiring.L2)), null, 0, null),
            new Kind(homeOffice(240), panels(135, 30, 5_400), 5_000, null),
            new Kind(with(family(300), heatPump(1_900)), null, 0, null),
            new Kind(flat(140), panels(200, 15, 3_000), 3_000, null),
            new Kind(
                    with(homeOffice(310), car(17.5, 19.0, 3.0, 11_000, Wiring.THREE_PHASE)),
                    panels(180, 40, 9_600),
                    9_000,
                    null),
            new Kind(flat(230), null, 0, null),
            new Kind(family(350), panels(225, 32, 6_000), 6_000, new BatterySpec(7_500, 3_000, 5, 45)),
            new Kind(with(family(290), car(9.0, 9.7, 3.5, 3_700, Wiring.L3)), panels(270, 25, 2_600), 2_500, null),
            new Kind(with(homeOffice(260), heatPump(2_300)), null, 0, null),
            new Kind(family(250), panels(150, 45, 4_800), 4_600, null),
            new Kind(with(homeOffice(410), car(13.2, 13.8, 3.5, 7_400, Wiring.L1)), null, 0, null));

    private Catalogue() {}

    /**
     * A kind of home.
     *
     * @param appliances in the home
     * @param roof null without solar
     * @param ratedWatts of the inverter; 0 without solar
     * @param battery null without one
     */
    record Kind(
            List<Appliance> appliances,
            @Nullable Roof roof,
            long ratedWatts,
            @Nullable BatterySpec battery) {}

    private static Roof panels(double azimuth, double tilt, long peakWatts) {
        return new Roof(azimuth, tilt, peakWatts);
    }
}
