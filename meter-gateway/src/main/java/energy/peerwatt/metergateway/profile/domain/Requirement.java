package energy.peerwatt.metergateway.profile.domain;

import java.util.Set;

/**
 * A setting without which the device measures something else.
 *
 * @param values the numbers it may have
 * @param why what is wrong with others
 */
public record Requirement(Location location, Set<Long> values, String why) {
    public Requirement {
        values = Set.copyOf(values);
    }
}
