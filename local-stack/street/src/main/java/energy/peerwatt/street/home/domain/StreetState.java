package energy.peerwatt.street.home.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of all homes at one instant.
 *
 * @param steppedTo epoch second up to which everything is integrated
 * @param homes in the order of the street
 */
public record StreetState(long steppedTo, List<HomeState> homes) {
    public StreetState {
        homes = List.copyOf(homes);
    }

    /** The same instant, one home changed. */
    public StreetState with(int index, HomeState home) {
        List<HomeState> changed = new ArrayList<>(homes);
        changed.set(index, home);
        return new StreetState(steppedTo, changed);
    }
}
