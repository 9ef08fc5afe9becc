package energy.peerwatt.messages.quantity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A price in micro-currency per kWh, 0 to 2^32 - 1 (it travels as u32). 1 ct/kWh is 10,000. */
public record Price(@JsonValue long microPerKwh) implements Comparable<Price> {
    public static final Price ZERO = new Price(0);
    public static final long MAX = 0xFFFF_FFFFL;

    @JsonCreator
    public Price {
        if (microPerKwh < 0 || microPerKwh > MAX) {
            throw new IllegalArgumentException("price must be 0 to " + MAX + " micro-currency per kWh: " + microPerKwh);
        }
    }

    public static Price ofMicroPerKwh(long microPerKwh) {
        return new Price(microPerKwh);
    }

    /** Exact: Wh times micro-currency per kWh is nano-currency. */
    public Money times(Energy energy) {
        return new Money(Math.multiplyExact(microPerKwh, energy.wattHours()));
    }

    public Price plus(Price other) {
        return new Price(microPerKwh + other.microPerKwh);
    }

    @Override
    public int compareTo(Price other) {
        return Long.compare(microPerKwh, other.microPerKwh);
    }

    @Override
    public String toString() {
        return microPerKwh + " micro/kWh";
    }
}
