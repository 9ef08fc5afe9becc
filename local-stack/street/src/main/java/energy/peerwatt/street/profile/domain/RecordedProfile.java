package energy.peerwatt.street.profile.domain;

import energy.peerwatt.street.home.domain.Inverter;
import energy.peerwatt.street.home.domain.PhasePower;
import energy.peerwatt.street.home.domain.PowerProfile;

/**
 * A home that lives like the recorded one, some days shifted and scaled.
 *
 * @param recording what was measured
 * @param firstEpochDay the street's first day, on which a home without shift sees the recording's first day
 * @param shiftDays how far ahead in the recording this home is
 * @param loadPermille this home's load in thousandths of the recorded one
 * @param peakWatts of this home's roof; 0 without one. The recording's highest production becomes 80 % of it.
 */
public record RecordedProfile(
        Recording recording, long firstEpochDay, long shiftDays, long loadPermille, long peakWatts)
        implements PowerProfile {
    private static final long HIGHEST_PERCENT_OF_PEAK = 80;

    @Override
    public PhasePower load(long epochSecond) {
        long total = row(epochSecond).loadMilliwatts() * loadPermille / 1000;
        long first = total / 2;
        long second = total * 3 / 10;
        return new PhasePower(first, second, total - first - second);
    }

    @Override
    public long solarDirect(long epochSecond) {
        long highest = recording.highestSolar();
        if (peakWatts == 0 || highest == 0) {
            return 0;
        }
        long top = peakWatts * 1000 / 100 * HIGHEST_PERCENT_OF_PEAK;
        return Inverter.direct(row(epochSecond).solarMilliwatts() * top / highest);
    }

    private Recording.Row row(long epochSecond) {
        long day = Math.floorDiv(epochSecond, Recording.SECONDS_PER_DAY) - firstEpochDay + shiftDays;
        return recording.at(day, Math.floorMod(epochSecond, Recording.SECONDS_PER_DAY));
    }
}
