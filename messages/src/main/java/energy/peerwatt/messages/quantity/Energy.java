package energy.peerwatt.messages.quantity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An amount of energy in watt-hours, never negative. */
public record Energy(@JsonValue long wattHours) implements Comparable<Energy> {
    public static final Energy ZERO = new Energy(0);

    @JsonCreator
    public Energy {
        if (wattHours < 0) {
            throw new IllegalArgumentException("energy is negative: " + wattHours + " Wh");
        }
    }

    public static Energy ofWattHours(long wattHours) {
        return new Energy(wattHours);
    }

    public Energy plus(Energy other) {
        return new Energy(Math.addExact(wattHours, other.wattHours));
    }

    /** @throws IllegalArgumentException if {@code other} is larger */
    public Energy minus(Energy other) {
        return new Energy(Math.subtractExact(wattHours, other.wattHours));
    }

    public Energy min(Energy other) {
        return wattHours <= other.wattHours ? this : other;
    }

    public boolean isZero() {
        return wattHours == 0;
    }

    @Override
    public int compareTo(Energy other) {
        return Long.compare(wattHours, other.wattHours);
    }

    @Override
    public String toString() {
        return wattHours + " Wh";
    }
}
