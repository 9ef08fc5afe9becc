package energy.peerwatt.orderbook.continuous.domain;

import energy.peerwatt.messages.quantity.Energy;

/** What the engine's 32-bit words can hold. */
final class Quantities {
    static final long MAX_WH = 0xFFFF_FFFFL;

    private Quantities() {}

    static void require(Energy energy, Energy minFill) {
        long wh = energy.wattHours();
        if (wh < 1 || wh > MAX_WH) {
            throw new IllegalArgumentException("energy must be 1 to " + MAX_WH + " Wh: " + energy);
        }
        if (minFill.compareTo(energy) > 0) {
            throw new IllegalArgumentException("smallest fill must be at most the order's " + energy + ": " + minFill);
        }
    }
}
