package energy.peerwatt.street.physics.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RoofTest {
    private static final long MORNING = Instant.parse("2026-06-15T08:00:00Z").getEpochSecond();
    private static final long NOON = Instant.parse("2026-06-15T12:00:00Z").getEpochSecond();
    private static final long NIGHT = Instant.parse("2026-06-15T23:30:00Z").getEpochSecond();

    @Test
    void nothingComesFromARoofAtNight() {
        assertThat(roof(180, 30).milliwatts(at(NIGHT), 1)).isZero();
    }

    @Test
    void eastRoofsWakeUpBeforeWestRoofs() {
        assertThat(roof(90, 40).milliwatts(at(MORNING), 1))
                .isGreaterThan(2 * roof(270, 40).milliwatts(at(MORNING), 1));
    }

    /** A clear sky gives a well-placed roof about 1000 W/m² at noon in June, which is what the peak power is rated at. */
    @Test
    void southRoofNearsItsPeakAtNoonInJune() {
        assertThat(roof(180, 30).clearSkyIrradiance(at(NOON))).isCloseTo(1000, within(70.0));
        assertThat(roof(180, 30).milliwatts(at(NOON), 1)).isBetween(4_200_000L, 5_000_000L);
    }

    @Test
    void cloudsTakeTheirShare() {
        long clear = roof(180, 30).milliwatts(at(NOON), 1);

        assertThat(roof(180, 30).milliwatts(at(NOON), 0.25)).isCloseTo(clear / 4, within(1L));
    }

    @Test
    void aRoofBeyondTheVerticalIsRefused() {
        assertThatThrownBy(() -> roof(180, 91)).hasMessageContaining("91");
    }

    private static Roof roof(double azimuth, double tilt) {
        return new Roof(azimuth, tilt, 5_000);
    }

    private static SunPosition at(long second) {
        return SunPosition.at(Site.STREET, second);
    }
}
