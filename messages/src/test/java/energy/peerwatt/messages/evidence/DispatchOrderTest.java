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
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DispatchOrderTest {
    private static final Instant START = Instant.parse("2026-06-15T10:45:00Z");

    @Test
    void isTheSameAfterEncodingAndDecoding() {
        DispatchOrder most = order(DispatchKind.BATTERY_DISCHARGE, 0xFFFF_FFFFL);
        assertThat(DispatchOrder.decode(most.encode())).isEqualTo(most);
        DispatchOrder release = order(DispatchKind.RELEASE, 0);
        assertThat(DispatchOrder.decode(release.encode())).isEqualTo(release);
    }

    @Test
    void aReleaseWithPowerAndADischargeWithoutAreRefused() {
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
