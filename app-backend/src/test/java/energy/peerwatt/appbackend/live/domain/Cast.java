package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.TradesMatched;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A street to test with. */
public final class Cast {
    public static final CommunityId COMMUNITY = new CommunityId(new UUID(0x7000, 0x8000_0000_0000_0001L));
    public static final GridZoneId STREET = new GridZoneId("street");
    public static final Instant NOON = Instant.parse("2026-06-21T10:00:00Z");
    public static final Slot SLOT = Slot.containing(NOON, Duration.ofMinutes(15));

    private Cast() {}

    public static AccountId account(int home) {
        return new AccountId(new UUID(0x7000 + home, 0x8000_0000_0000_00AAL));
    }

    public static MeterId meter(int home) {
        return new MeterId(new UUID(0x7000 + home, 0x8000_0000_0000_00BBL));
    }

    public static MemberDefined member(int home) {
        return new MemberDefined(
                COMMUNITY,
                account(home),
                "0x" + "0".repeat(39) + Integer.toHexString(home % 16),
                meter(home),
                STREET,
                Price.ofMicroPerKwh(79_000),
                Price.ofMicroPerKwh(320_000));
    }

    public static TelemetryReported telemetry(
            int home, Instant at, long grid, @Nullable Long solar, @Nullable Long battery) {
        return new TelemetryReported(
                new GatewayId(new UUID(0x7000, 0x8000_0000_0000_00CCL)),
                meter(home),
                at,
                Power.ofWatts(grid),
                new Energy(12_000),
                new Energy(3_000),
                solar == null ? null : Power.ofWatts(solar),
                battery == null ? null : Power.ofWatts(battery),
                battery == null ? null : 640,
                Set.of(Quality.GOOD));
    }

    public static TradesMatched trade(int index, int seller, int buyer, long wattHours) {
        Hash32 hash = hash(index);
        return new TradesMatched(
                COMMUNITY,
                SLOT,
                0,
                hash(99),
                index,
                index,
                List.of(new TradesMatched.Trade(
                        new ClearingResult.Fill(
                                new TradeId(new UUID(0x7000 + index, 0x8000_0000_0000_00DDL)),
                                new OrderId(new UUID(0x7000 + index, 0x8000_0000_0000_00E1L)),
                                new OrderId(new UUID(0x7000 + index, 0x8000_0000_0000_00E2L)),
                                account(seller),
                                account(buyer),
                                STREET,
                                STREET,
                                new Energy(wattHours),
                                Price.ofMicroPerKwh(180_000),
                                Price.ofMicroPerKwh(20_000),
                                Price.ZERO),
                        hash,
                        hash)));
    }

    public static SlotCleared cleared() {
        return new SlotCleared(
                COMMUNITY,
                SLOT,
                0,
                true,
                hash(98),
                hash(99),
                List.of(new ClearingResult.ZoneResult(
                        STREET,
                        new Energy(500),
                        new Energy(500),
                        Price.ofMicroPerKwh(180_000),
                        Price.ofMicroPerKwh(160_000),
                        Price.ofMicroPerKwh(200_000),
                        Price.ofMicroPerKwh(150_000),
                        Price.ofMicroPerKwh(210_000),
                        new Energy(700),
                        new Energy(600),
                        null,
                        null)),
                1,
                1);
    }

    private static Hash32 hash(int value) {
        return new Hash32("0x" + "0".repeat(62) + String.format("%02d", value));
    }
}
