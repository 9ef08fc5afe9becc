package energy.peerwatt.orderbook.market.domain;

import java.time.Instant;

/** The years a market may name: 1970 up to 2200, the latter excluded. Further off, times overflow or fit no database. */
public final class MarketYears {
    private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

    private MarketYears() {}

    public static boolean contain(Instant time) {
        return !time.isBefore(Instant.EPOCH) && time.isBefore(END);
    }

    /** @throws IllegalArgumentException if {@code time} lies outside */
    public static void require(Instant time, String name) {
        if (!contain(time)) {
            throw new IllegalArgumentException(name + " must lie in the years 1970 to 2199: " + time);
        }
    }
}
