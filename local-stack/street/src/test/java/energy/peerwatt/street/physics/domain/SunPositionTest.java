package energy.peerwatt.street.physics.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SunPositionTest {
    /** The worked example of the Solar Position Algorithm report: zenith 50.1116°, azimuth 194.3402°. */
    @Test
    void agreesWithThePublishedExample() {
        SunPosition sun = SunPosition.at(new Site(39.742476, -105.1786), second("2003-10-17T19:30:30Z"));

        assertThat(sun.elevation()).isCloseTo(90 - 50.1116, within(0.03));
        assertThat(sun.azimuth()).isCloseTo(194.3402, within(0.03));
    }

    /** At noon the sun stands at 90° - latitude + declination, and due south. */
    @ParameterizedTest
    @CsvSource({"2026-06-21T12:01:50Z, 63.44", "2026-12-21T11:58:10Z, 16.56", "2026-03-20T12:07:20Z, 39.96"})
    void noonHeightFollowsTheSeason(String instant, double elevation) {
        SunPosition sun = SunPosition.at(Site.STREET, second(instant));

        assertThat(sun.elevation()).isCloseTo(elevation, within(0.05));
        assertThat(sun.azimuth()).isCloseTo(180, within(0.5));
    }

    /** Declination at the equinox is near zero: the sun rises in the east at six in solar time. */
    @Test
    void equinoxSunRisesInTheEast() {
        SunPosition sun = SunPosition.at(Site.STREET, second("2026-03-20T06:07:20Z"));

        assertThat(sun.elevation()).isCloseTo(0, within(0.2));
        assertThat(sun.azimuth()).isCloseTo(90, within(0.3));
    }

    @Test
    void nightIsBelowTheHorizon() {
        assertThat(SunPosition.at(Site.STREET, second("2026-06-21T00:00:00Z")).elevation())
                .isCloseTo(-(90 - 50 - 23.44), within(0.1));
    }

    private static long second(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }
}
