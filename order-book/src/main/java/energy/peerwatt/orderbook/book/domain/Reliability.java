package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.quantity.Energy;
import java.util.List;

/**
 * How much of what a member trades it keeps to: kept over traded energy, the last slots counting most. Each slot weighs
 * 15/16 of the one after it. A newcomer counts as one who kept to 1 kWh, and nobody falls below a fifth, so that everybody
 * can show better.
 *
 * @param permille 200 to 1,000
 */
public record Reliability(int permille) {
    public static final Reliability FULL = new Reliability(1_000);

    /** Of slots that are remembered; older ones weigh less than a part in 400. */
    public static final int SLOTS = 96;

    private static final int LOWEST = 200;
    private static final long UNITS_PER_WH = 1 << 16;
    private static final long NEWCOMERS_WH = 1_000;
    private static final long KEEP = 15;
    private static final long OF = 16;

    public Reliability {
        if (permille < LOWEST || permille > 1_000) {
            throw new IllegalArgumentException("reliability is " + LOWEST + " to 1000 permille: " + permille);
        }
    }

    /** @param deliveries of one member, the oldest slot first */
    public static Reliability of(List<Delivery> deliveries) {
        long kept = NEWCOMERS_WH * UNITS_PER_WH;
        long traded = kept;
        for (Delivery delivery : deliveries) {
            if (delivery.traded().isZero()) {
                continue;
            }
            kept = kept / OF * KEEP + delivery.counted().wattHours() * UNITS_PER_WH;
            traded = traded / OF * KEEP + delivery.traded().wattHours() * UNITS_PER_WH;
        }
        // Shifted, so that thousands of the sum fit; both by the same, and far below a Wh.
        long whole = Math.max(1, traded >> 10);
        return new Reliability(Math.clamp((kept >> 10) * 1_000 / whole, LOWEST, 1_000));
    }

    /** As much of an offer as can be relied on, rounded down. */
    public Energy of(Energy offer) {
        long wattHours = offer.wattHours();
        return new Energy(wattHours / 1_000 * permille + wattHours % 1_000 * permille / 1_000);
    }
}
