package energy.peerwatt.street.home.domain;

import java.util.ArrayList;
import java.util.List;

/** The homes of a street. Time passes in whole seconds, so the result does not depend on how often it is asked. */
public record Street(List<Home> homes) {
    public Street {
        homes = List.copyOf(homes);
    }

    /** A new street that has just lived through the second before this one, so that power is already there to read. */
    public StreetState first(long epochSecond) {
        List<HomeState> states = homes.stream().map(Home::first).toList();
        return advance(new StreetState(epochSecond - 1, states), epochSecond);
    }

    /**
     * Lives through every second up to this one; an earlier second changes nothing.
     *
     * @param epochSecond at which the last second ends
     */
    public StreetState advance(StreetState state, long epochSecond) {
        if (epochSecond <= state.steppedTo()) {
            return state;
        }
        List<HomeState> states = new ArrayList<>(homes.size());
        for (int index = 0; index < homes.size(); index++) {
            Home home = homes.get(index);
            HomeState now = state.homes().get(index);
            for (long second = state.steppedTo(); second < epochSecond; second++) {
                now = home.afterSecond(now, second);
            }
            states.add(now);
        }
        return new StreetState(epochSecond, states);
    }
}
