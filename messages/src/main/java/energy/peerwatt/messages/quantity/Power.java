package energy.peerwatt.messages.quantity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Active power in watts. At the grid + is import and - is export; at a battery + is charge; generation is never
 * negative.
 */
public record Power(@JsonValue long watts) {
    @JsonCreator
    public Power {}

    public static Power ofWatts(long watts) {
        return new Power(watts);
    }

    @Override
    public String toString() {
        return watts + " W";
    }
}
