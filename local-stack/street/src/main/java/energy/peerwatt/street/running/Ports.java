package energy.peerwatt.street.running;

/**
 * The ports of a street: meters from the base, inverters a hundred above, each plus the home's index from zero.
 *
 * @param base port of the first home's meter
 */
public record Ports(int base) {
    private static final int INVERTERS = 100;
    private static final int HIGHEST = 65_535;

    public Ports {
        if (base < 1 || base + 2 * INVERTERS - 1 > HIGHEST) {
            throw new IllegalArgumentException(
                    "port base " + base + " is outside 1 to " + (HIGHEST - 2 * INVERTERS + 1));
        }
    }

    public int meter(int index) {
        return base + index;
    }

    public int inverter(int index) {
        return base + INVERTERS + index;
    }
}
