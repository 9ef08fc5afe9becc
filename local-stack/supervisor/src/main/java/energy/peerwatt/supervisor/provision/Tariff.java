package energy.peerwatt.supervisor.provision;

import java.math.BigInteger;

/**
 * Prices of the demo in micro-euro per kWh. The supplier pays 8 ct for exported energy and charges 30 ct; households
 * differ in what they find worth trading for, so that the price moves with sun and load.
 */
public final class Tariff {
    static final long FEED_IN = 80_000;
    static final long RETAIL = 300_000;
    static final long LOCAL_FEE = 20_000;
    static final long TICK = 1_000;
    static final int BATTERY_RESERVE_PERCENT = 30;
    /** What the grid has room for per home, in W. */
    static final long CONNECTION_W = 6_000;
    /** Where the simulated street lies, so that forecasts know its sun. */
    static final int LATITUDE_MICRO_DEGREES = 50_000_000;

    static final int LONGITUDE_MICRO_DEGREES = 0;
    /** 200 euro, in the token's units of 10^-6. */
    static final BigInteger DEPOSIT = BigInteger.valueOf(200_000_000);

    private static final long STEP = 5_000;
    private static final int STEPS = 7;

    private Tariff() {}

    /** Feed-in and up to 3 ct above. */
    static long lowestSell(int home) {
        return FEED_IN + home * 3L % STEPS * STEP;
    }

    /** Retail and up to 6 ct below. */
    static long highestBuy(int home) {
        return RETAIL - home * 5L % STEPS * 2 * STEP;
    }
}
