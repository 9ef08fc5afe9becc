package energy.peerwatt.street.home.domain;

import energy.peerwatt.street.physics.domain.Noise;
import energy.peerwatt.street.physics.domain.Roof;
import energy.peerwatt.street.physics.domain.Site;
import energy.peerwatt.street.physics.domain.Sky;
import energy.peerwatt.street.physics.domain.SunPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Load from appliances, light from sun and sky.
 *
 * @param seed of this home
 * @param appliances what draws power
 * @param roof null without one
 * @param sky shared by the street
 */
public record SimulatedProfile(
        long seed, List<Appliance> appliances, @Nullable Roof roof, Sky sky) implements PowerProfile {
    /** The sun moves a fiftieth of a degree in this time: no need to ask more often. */
    private static final long SUN_STEP_SECONDS = 5;

    public SimulatedProfile {
        appliances = List.copyOf(appliances);
    }

    @Override
    public PhasePower load(long epochSecond) {
        PhasePower sum = PhasePower.NONE;
        for (int index = 0; index < appliances.size(); index++) {
            Appliance appliance = appliances.get(index);
            long power = appliance.milliwatts(Noise.child(seed, index), epochSecond);
            sum = sum.plus(appliance.wiring().carry(power));
        }
        return sum;
    }

    @Override
    public long solarDirect(long epochSecond) {
        if (roof == null) {
            return 0;
        }
        long moment = epochSecond - Math.floorMod(epochSecond, SUN_STEP_SECONDS);
        return roof.milliwatts(SunPosition.at(Site.STREET, moment), sky.clearness(moment));
    }
}
