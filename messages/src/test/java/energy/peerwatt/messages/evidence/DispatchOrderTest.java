package energy.peerwatt.messages.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.event.DispatchRequested;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatchOrderTest {
    private static final Instant START = Instant.parse("2026-06-15T10:45:00Z");

    @Test
    void isTheSameAfterEncodingAndDecoding() {
        DispatchOrder most = order(DispatchKind.BATTERY_DISCHARGE, 0xFFFF_FFFFL);
        assertThat(DispatchOrder.decode(most.encode())).isEqualTo(most);
        DispatchOrder release = order(DispatchKind.RELEASE, 0);
        assertThat(DispatchOrder.decode(release.encode())).isEqualTo(release);
    }

    /** An order that was signed once has these bytes for ever. */
    @ParameterizedTest
    @CsvSource({
        "RELEASE, 0, 0000000000",
        "BATTERY_DISCHARGE, 2500, 01000009c4",
        "CURTAIL, 0, 0200000000",
        "CURTAIL, 1800, 0200000708",
        "BATTERY_CHARGE, 4294967295, 03ffffffff",
        "EXPORT_LIMIT, 0, 0400000000",
        "EXPORT_LIMIT, 70000, 0400011170"
    })
    void everyKindHasItsBytes(DispatchKind kind, long watts, String kindAndWatts) {
        String golden = "505744495350" + "01"
                + "00000000000000010000000000000002" + "00000003"
                + "00000000000000040000000000000005"
                + "00000000000000060000000000000007"
                + "00000000000000080000000000000009"
                + kindAndWatts + "000000006a2fd7ac" + "000000006a2fdeb4";
        DispatchOrder order = order(kind, watts);
        assertThat(HexFormat.of().formatHex(order.encode())).isEqualTo(golden);
        assertThat(DispatchOrder.decode(HexFormat.of().parseHex(golden))).isEqualTo(order);
    }

    @Test
    void aReleaseWithPowerAndADischargeWithoutAreRefused() {
        assertThatThrownBy(() -> order(DispatchKind.BATTERY_CHARGE, 0)).hasMessageContaining("a release asks for 0 W");
        assertThatThrownBy(() -> order(DispatchKind.RELEASE, 1)).hasMessageContaining("a release asks for 0 W");
        assertThatThrownBy(() -> order(DispatchKind.BATTERY_DISCHARGE, 0))
                .hasMessageContaining("a release asks for 0 W");
    }

    @Test
    void everySingleBitIsUnderTheSignature() throws GeneralSecurityException {
        KeyPair key = key();
        DispatchRequested requested =
                DispatchRequested.signed(order(DispatchKind.BATTERY_DISCHARGE, 2_500), key.getPrivate());
        assertThat(requested.isSignedBy(key.getPublic())).isTrue();
        assertThat(requested.isSignedBy(key().getPublic())).isFalse();

        byte[] bytes = Base64.getDecoder().decode(requested.order());
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            DispatchRequested forged =
                    new DispatchRequested(Base64.getEncoder().encodeToString(changed), requested.signature());
            assertThat(forged.isSignedBy(key.getPublic())).as("bit " + bit).isFalse();
        }
        assertThat(new DispatchRequested("§", "§").isSignedBy(key.getPublic())).isFalse();
    }

    @Test
    void bytesOfAnotherKindAreRefusedByName() {
        byte[] bytes = order(DispatchKind.BATTERY_DISCHARGE, 2_500).encode();
        assertThatThrownBy(() -> DispatchOrder.decode(new byte[3])).hasMessageContaining("96 bytes, not 3");
        bytes[0] = 'X';
        assertThatThrownBy(() -> DispatchOrder.decode(bytes)).hasMessageContaining("PWDISP");
        bytes[0] = 'P';
        bytes[6] = 9;
        assertThatThrownBy(() -> DispatchOrder.decode(bytes)).hasMessageContaining("version 9");
        bytes[6] = 1;
        bytes[75] = 77;
        assertThatThrownBy(() -> DispatchOrder.decode(bytes)).hasMessageContaining("kind 77");
    }

    private static DispatchOrder order(DispatchKind kind, long watts) {
        return new DispatchOrder(
                new DispatchId(new UUID(1, 2)),
                3,
                new GridEventId(new UUID(4, 5)),
                new GatewayId(new UUID(6, 7)),
                new MeterId(new UUID(8, 9)),
                kind,
                Power.ofWatts(watts),
                START,
                START.plusSeconds(1_800));
    }

    private static KeyPair key() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
