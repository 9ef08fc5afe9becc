package energy.peerwatt.gridservice.it;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import java.time.Instant;
import java.util.UUID;

/** The ids of a small street, and when its story begins: a Monday. */
final class Street {
    static final Instant MORNING = Instant.parse("2026-06-15T10:00:00Z");
    static final CommunityId COMMUNITY = CommunityId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d");
    static final GatewayId GATEWAY = GatewayId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5e");
    static final GridZoneId SUBSTATION = new GridZoneId("substation");
    static final GridZoneId FEEDER = new GridZoneId("feeder-1");

    private Street() {}

    static AccountId account(int home) {
        return new AccountId(new UUID(0x0190b3c48a7e7d10L, 0x9c55000000000000L | home));
    }

    static MeterId meter(int home) {
        return new MeterId(new UUID(0x0190b3c48a7e7d11L, 0x9c55000000000000L | home));
    }
}
