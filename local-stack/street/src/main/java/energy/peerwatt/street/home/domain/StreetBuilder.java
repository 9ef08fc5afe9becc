package energy.peerwatt.street.home.domain;

import energy.peerwatt.street.home.domain.Catalogue.Kind;
import energy.peerwatt.street.physics.domain.Noise;
import energy.peerwatt.street.physics.domain.Sky;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Builds the same street from the same seed.
 *
 * @param seed of everything that is random
 * @param homes how many
 * @param firstEpochDay the street's first day, which is sunny
 */
public record StreetBuilder(long seed, int homes, long firstEpochDay) {
    public static final int MOST_HOMES = 100;

    private static final long FIRST_METER_SERIAL = 21_060_000;
    private static final long FIRST_INVERTER_SERIAL = 410_000;

    public StreetBuilder {
        if (homes < 1 || homes > MOST_HOMES) {
            throw new IllegalArgumentException("a street has 1 to " + MOST_HOMES + " homes, not " + homes);
        }
    }

    /** Makes the profile of a home from its place in the street and what it has. */
    @FunctionalInterface
    public interface Profiles {
        PowerProfile of(int index, @Nullable Solar solar);
    }

    /** A street that lives on simulated weather and appliances. */
    public Street simulated() {
        Sky sky = new Sky(seed, firstEpochDay);
        return with((index, solar) -> new SimulatedProfile(
                Noise.child(seed, 1_000 + index), kind(index).appliances(), solar == null ? null : solar.roof(), sky));
    }

    /** A street with these profiles; its meters, roofs and batteries are those of the seed all the same. */
    public Street with(Profiles profiles) {
        List<Home> all = IntStream.range(0, homes)
                .mapToObj(index -> home(index, profiles))
                .toList();
        return new Street(all);
    }

    private Home home(int index, Profiles profiles) {
        Solar solar = solar(index);
        String name = String.format(Locale.ROOT, "home-%02d", index + 1);
        return new Home(name, meter(index, solar != null), solar, profiles.of(index, solar));
    }

    private Meter meter(int index, boolean exports) {
        long imported = (long) Noise.between(seed, 2_000 + index, 900_000, 3_900_000);
        long exported = exports ? (long) Noise.between(seed, 3_000 + index, 300_000, 3_900_000) : 0;
        return new Meter(FIRST_METER_SERIAL + index + 1, imported, exported);
    }

    private @Nullable Solar solar(int index) {
        Kind kind = kind(index);
        if (kind.roof() == null) {
            return null;
        }
        String serial = "PW-" + (FIRST_INVERTER_SERIAL + index + 1);
        return new Solar(kind.roof(), new Inverter(serial, kind.ratedWatts()), kind.battery());
    }

    private static Kind kind(int index) {
        return Catalogue.KINDS.get(index % Catalogue.KINDS.size());
    }
}
