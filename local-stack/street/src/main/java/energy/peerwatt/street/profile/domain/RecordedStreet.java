package energy.peerwatt.street.profile.domain;

import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetBuilder;
import energy.peerwatt.street.physics.domain.Noise;

/** A street whose homes are shifted, scaled copies of one recording; the first is the recording itself. */
public final class RecordedStreet {
    private static final long PROFILE_KEY = 4_000;

    private RecordedStreet() {}

    /** The homes of the builder with this recording instead of weather and appliances. */
    public static Street of(StreetBuilder builder, Recording recording) {
        return builder.with((index, solar) -> new RecordedProfile(
                recording,
                builder.firstEpochDay(),
                index,
                index == 0 ? 1_000 : (long) Noise.between(builder.seed(), PROFILE_KEY + index, 700, 1_400),
                solar == null ? 0 : solar.roof().peakWatts()));
    }
}
