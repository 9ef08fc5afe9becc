package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

/** Fixed values whose bytes the vector file holds. */
final class Samples {
    static final Instant BOUNDARY = Instant.parse("2026-06-15T10:15:00Z");

    static final IntervalReading FIRST = new IntervalReading(
            MeterId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d"),
            BOUNDARY,
            1,
            0,
            new Energy(1_234_567),
            new Energy(7_654_321),
            BOUNDARY.plusMillis(321),
            EnumSet.of(Quality.GOOD),
            "0123456789abcdef",
            Hash32.ZERO);

    static final IntervalReading SECOND = new IntervalReading(
            MeterId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5e"),
            BOUNDARY,
            17,
            3,
            new Energy(0),
            new Energy(16_000_000_000L),
            BOUNDARY.plusMillis(322),
            EnumSet.of(Quality.ESTIMATED, Quality.BACKFILLED, Quality.COARSE),
            "fedcba9876543210",
            FIRST.hash());

    static final Seal SEAL = new Seal(
            GatewayId.of("0190b3c4-8a7e-7d10-8000-000000000001"),
            BOUNDARY,
            2,
            Sha256Tree.root(List.of(FIRST.encode(), SECOND.encode())),
            Hash32.ZERO);

    static final OrderLeaf ORDER = new OrderLeaf(
            OrderId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5f"),
            Hash32.ZERO,
            Side.BUY,
            new Slot(BOUNDARY, Duration.ofMinutes(15)),
            new Energy(1_500),
            new Price(280_000),
            Instant.parse("2026-06-15T10:08:00.123Z"));

    private Samples() {}
}
