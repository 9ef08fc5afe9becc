package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the sun gives on level ground when there is no cloud: B. Haurwitz, "Insolation in relation to cloudiness and cloud
 * density", J. Meteorology 2 (1945) 154, with the constants of M. J. Reno, C. W. Hansen and J. S. Stein, "Global horizontal
 * irradiance clear sky models", Sandia report SAND2012-2389, which found it the best of those that ask for the sun's height
 * alone. To the minute, and each minute is reckoned once: a street's homes ask for the same ones.
 */
public final class ClearSky {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final long MINUTE = 60;

    private final Position place;
    private final Map<Long, Double> byMinute = new ConcurrentHashMap<>();

    public ClearSky(Position place) {
        this.place = place;
    }

    /** In the middle of that minute, in W/m²; 0 at night. */
    double irradiance(Instant at) {
        long minute = Math.floorDiv(at.getEpochSecond(), MINUTE);
        return byMinute.computeIfAbsent(minute, m -> reckon(Instant.ofEpochSecond(m * MINUTE + MINUTE / 2)));
    }

    private double reckon(Instant at) {
        double cosine = Sun.cosineOfZenith(at, place);
        return cosine <= 0 ? 0 : 1_098 * cosine * Math.exp(-0.057 / cosine);
    }

    /** Mean over the slot, in W/m². */
    double irradiance(Slot slot) {
        double sum = 0;
        int steps = 0;
        for (Instant at = slot.start().plus(STEP.dividedBy(2)); at.isBefore(slot.end()); at = at.plus(STEP)) {
            sum += irradiance(at);
            steps++;
        }
        return sum / steps;
    }
}
