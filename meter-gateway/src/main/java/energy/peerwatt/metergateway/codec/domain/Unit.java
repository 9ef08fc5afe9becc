package energy.peerwatt.metergateway.codec.domain;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Units that a device may count in, each with its power of ten over the canonical unit. */
public enum Unit {
    WATT("W", 0),
    KILOWATT("kW", 3),
    WATT_HOUR("Wh", 0),
    KILOWATT_HOUR("kWh", 3),
    VOLT("V", 0),
    AMPERE("A", 0),
    HERTZ("Hz", 0),
    PERCENT("%", 0);

    private final String symbol;
    private final int exponent;

    Unit(String symbol, int exponent) {
        this.symbol = symbol;
        this.exponent = exponent;
    }

    public String symbol() {
        return symbol;
    }

    /** A value of this unit times ten to this power is the value in {@link #canonical}. */
    public int exponent() {
        return exponent;
    }

    public Unit canonical() {
        return switch (this) {
            case WATT, KILOWATT -> WATT;
            case WATT_HOUR, KILOWATT_HOUR -> WATT_HOUR;
            case VOLT -> VOLT;
            case AMPERE -> AMPERE;
            case HERTZ -> HERTZ;
            case PERCENT -> PERCENT;
        };
    }

    /** @throws IllegalArgumentException naming what is allowed */
    public static Unit ofSymbol(String symbol) {
        return Arrays.stream(values())
                .filter(unit -> unit.symbol.equals(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(symbol + " is not known; allowed are "
                        + Arrays.stream(values()).map(Unit::symbol).collect(Collectors.joining(", "))));
    }
}
