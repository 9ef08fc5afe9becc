package energy.peerwatt.messages.time;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rule of a market clock: at {@code realAnchor} the market shows {@code marketAnchor} and goes {@code speed} times
 * as fast. Speed 0 is frozen.
 *
 * <p>Text form, one per line: {@code marketAnchor=…}, {@code realAnchor=…} (RFC 3339), {@code speed=…} (whole number).
 */
public record MarketTime(Instant marketAnchor, Instant realAnchor, long speed) {
    public MarketTime {
        if (speed < 0 || speed > 10_000) {
            throw new IllegalArgumentException("market speed must be 0 to 10,000: " + speed);
        }
    }

    public Instant at(Instant real) {
        return marketAnchor.plus(Duration.between(realAnchor, real).multipliedBy(speed));
    }

    /** The same market moment, going on at another speed. */
    public MarketTime withSpeed(Instant real, long newSpeed) {
        return new MarketTime(at(real), real, newSpeed);
    }

    public static MarketTime parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("market clock: not a key=value line: " + line);
            }
            values.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        });
        for (String key : new String[] {"marketAnchor", "realAnchor", "speed"}) {
            if (!values.containsKey(key)) {
                throw new IllegalArgumentException("market clock: " + key + " is missing");
            }
        }
        return new MarketTime(
                Instant.parse(values.get("marketAnchor")),
                Instant.parse(values.get("realAnchor")),
                Long.parseLong(values.get("speed")));
    }

    public String text() {
        return "marketAnchor=" + marketAnchor + "\nrealAnchor=" + realAnchor + "\nspeed=" + speed + "\n";
    }
}
