package energy.peerwatt.orderbook.automation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.peerwatt.orderbook.market.domain.Position;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SunTest {
    private static final Position GREENWICH_50 = new Position(50_000_000, 0);

    /** The published example of NREL's Solar Position Algorithm: 50.11162° with refraction of about 0.01°. */
    @Test
    void standsWhereAPublishedExampleHasIt() {
        Position golden = new Position(39_742_476, -105_178_600);
        double zenith = Math.toDegrees(Math.acos(Sun.cosineOfZenith(Instant.parse("2003-10-17T19:30:30Z"), golden)));

        assertThat(zenith).isCloseTo(50.11162, within(0.03));
    }

    /** At the solstice the sun stands overhead at the tropic, at noon of the sun. */
    @Test
    void standsOverheadAtTheTropicInJune() {
        double highest = highestOf("2026-06-21", new Position(23_436_000, 0));

        assertThat(highest).isGreaterThan(0.999_999);
    }

    @Test
    void standsAsFarFromTheZenithAsTheLatitudeAtTheEquinox() {
        assertThat(highestOf("2026-03-20", GREENWICH_50)).isCloseTo(Math.cos(Math.toRadians(50)), within(0.003));
    }

    /** Declination 21.5° makes a day of 16 h; its middle is at 12:06, the equation of time being -6 minutes in mid-July. */
    @Test
    void risesAndSetsEightHoursBeforeAndAfterTheSunsNoon() {
        assertThat(Sun.cosineOfZenith(Instant.parse("2026-07-15T04:07:00Z"), GREENWICH_50))
                .isNegative();
        assertThat(Sun.cosineOfZenith(Instant.parse("2026-07-15T04:15:00Z"), GREENWICH_50))
                .isPositive();
        assertThat(Sun.cosineOfZenith(Instant.parse("2026-07-15T19:56:00Z"), GREENWICH_50))
                .isPositive();
        assertThat(Sun.cosineOfZenith(Instant.parse("2026-07-15T20:04:00Z"), GREENWICH_50))
                .isNegative();
    }

    @Test
    void aClearSkyGivesNothingAtNightAndAboutAKilowattPerSquareMetreOverhead() {
        ClearSky sky = new ClearSky(GREENWICH_50);

        assertThat(sky.irradiance(Instant.parse("2026-06-21T00:00:00Z"))).isZero();
        assertThat(new ClearSky(new Position(23_436_000, 0)).irradiance(Instant.parse("2026-06-21T12:02:00Z")))
                .as("1098 x exp(-0.057)")
                .isCloseTo(1_037, within(1.0));
    }

    private static double highestOf(String day, Position place) {
        double highest = -1;
        Instant start = Instant.parse(day + "T00:00:00Z");
        for (int minute = 0; minute < 24 * 60; minute++) {
            highest = Math.max(highest, Sun.cosineOfZenith(start.plus(Duration.ofMinutes(minute)), place));
        }
        return highest;
    }
}
