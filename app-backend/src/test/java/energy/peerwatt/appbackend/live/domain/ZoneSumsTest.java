package energy.peerwatt.appbackend.live.domain;

import static energy.peerwatt.appbackend.live.domain.Cast.COMMUNITY;
import static energy.peerwatt.appbackend.live.domain.Cast.NOON;
import static energy.peerwatt.appbackend.live.domain.Cast.STREET;
import static energy.peerwatt.appbackend.live.domain.Cast.member;
import static energy.peerwatt.appbackend.live.domain.Cast.telemetry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneSumsTest {
    private final LivePicture picture = new LivePicture(100, ZoneId.of("UTC"));
    private final ZoneSums sums = new ZoneSums(picture, 3);

    @Test
    void twoHomesHaveNoSumBecauseItWouldBeALookIntoThem() {
        for (int home = 1; home <= 2; home++) {
            picture.member(member(home));
            picture.telemetry(telemetry(home, NOON, 100, null, null));
        }

        assertThat(sums.now(COMMUNITY, STREET)).isEmpty();
        assertThat(sums.history(COMMUNITY, STREET)).isEmpty();
    }

    @Test
    void aSilentHomeIsCountedAsMissingAndNotAsItsLastValue() {
        for (int home = 1; home <= 4; home++) {
            picture.member(member(home));
            picture.telemetry(telemetry(home, NOON, 1_000, null, null));
        }
        for (int home = 1; home <= 3; home++) {
            picture.telemetry(telemetry(home, NOON.plus(Duration.ofMinutes(6)), 10, null, null));
        }

        ZoneNow now = sums.now(COMMUNITY, STREET).orElseThrow();

        assertThat(now.homes()).isEqualTo(3);
        assertThat(now.missing()).isEqualTo(1);
        assertThat(now.netW()).isEqualTo(30);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void eachMinuteOfTheHourIsThePlainSumOfItsHomes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int homes = 5;
        long[] naive = new long[61];
        for (int home = 0; home < homes; home++) {
            picture.member(member(home));
            for (int minute = 0; minute <= 60; minute++) {
                long watts = random.nextLong(-3_000, 3_000);
                naive[minute] += watts;
                picture.telemetry(telemetry(home, NOON.plus(Duration.ofMinutes(minute)), watts, null, null));
            }
        }

        // The first minute left the hour when the last one came.
        assertThat(sums.history(COMMUNITY, STREET))
                .hasSize(60)
                .allSatisfy(point -> assertThat(point.netW())
                        .isEqualTo(
                                naive[(int) Duration.between(NOON, point.at()).toMinutes()]));
    }
}
