package energy.peerwatt.street;

import energy.peerwatt.street.home.domain.StreetBuilder;
import energy.peerwatt.street.running.Ports;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a street is started with.
 *
 * @param state folder, made if it is missing
 * @param host address to listen on
 * @param portBase see {@link Ports}
 * @param homes how many
 * @param seed of everything random
 * @param profile file in place of weather and appliances, or null
 */
record Options(
        Path state,
        String host,
        int portBase,
        int homes,
        long seed,
        @Nullable Path profile) {
    Options {
        if (homes < 1 || homes > StreetBuilder.MOST_HOMES) {
            throw new IllegalArgumentException(
                    "a street has 1 to " + StreetBuilder.MOST_HOMES + " homes, not " + homes);
        }
    }

    Ports ports() {
        return new Ports(portBase);
    }
}
