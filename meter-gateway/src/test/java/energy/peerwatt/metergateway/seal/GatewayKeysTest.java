package energy.peerwatt.metergateway.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.KeyRotation;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.SignedKeyRotation;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.metergateway.seal.domain.SealChain;
import energy.peerwatt.servers.OptionalTool;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayKeysTest {
    private static final Instant BOUNDARY = Instant.parse("2026-06-21T10:00:00Z");
    private static final GatewayId GATEWAY = new GatewayId(new UUID(1, 1));
    private static final MeterId METER = new MeterId(new UUID(0, 1));
    private static final char[] PASSWORD = "test".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void theKeyIsTheSameAfterARestart() {
        Path file = folder.resolve("keys.p12");

        assertThat(GatewayKeys.open(file, PASSWORD).point())
                .isEqualTo(GatewayKeys.open(file, PASSWORD).point());
        assertThatThrownBy(() -> GatewayKeys.open(file, "wrong".toCharArray()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("with this password");
    }

    @Test
    void sealsRiseAndPointBack() {
        GatewayKeys keys = GatewayKeys.open(folder.resolve("keys.p12"), PASSWORD);
        SealChain first = new SealChain(GATEWAY, null, Map.of());
        ReadingsSealed one = first.seal(BOUNDARY, List.of(reading(2, 1), reading(1, 2), reading(1, 1)), keys);
        SealChain second = new SealChain(first.gateway(), one.decodedSeal(), Map.of(METER, reading(1, 2)));
        ReadingsSealed two = second.seal(BOUNDARY.plusSeconds(900), List.of(reading(1, 3)), keys);

        assertThat(one.violations(keys.publicKey())).isEmpty();
        assertThat(two.violations(keys.publicKey())).isEmpty();
        assertThat(two.decodedSeal().previous()).isEqualTo(one.decodedSeal().hash());
        assertThatThrownBy(() -> second.seal(BOUNDARY, List.of(reading(1, 3)), keys))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> first.seal(BOUNDARY.minusSeconds(901), List.of(reading(1, 1)), keys))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opensslVerifiesTheSeal() throws Exception {
        OptionalTool.require("openssl", "openssl", "version");
        GatewayKeys keys = GatewayKeys.open(folder.resolve("keys.p12"), PASSWORD);
        ReadingsSealed event = new SealChain(GATEWAY, null, Map.of()).seal(BOUNDARY, List.of(reading(1, 1)), keys);
        Seal seal = event.decodedSeal();

        assertThat(openssl(keys.publicKey(), seal.encode(), event.signatureBytes()))
                .isTrue();
        byte[] changed = seal.encode();
        changed[30] ^= 1;
        assertThat(openssl(keys.publicKey(), changed, event.signatureBytes())).isFalse();
    }

    @Test
    void opensslVerifiesBothSignaturesOfARotation() throws Exception {
        OptionalTool.require("openssl", "openssl", "version");
        GatewayKeys keys = GatewayKeys.open(folder.resolve("keys.p12"), PASSWORD);
        keys.follow(GATEWAY, List.of());
        SignedKeyRotation signed = keys.rotation(keys.create(), BOUNDARY);
        KeyRotation rotation = signed.decoded();

        assertThat(openssl(rotation.before().key(), rotation.encode(), bytes(signed.signatureBefore())))
                .isTrue();
        assertThat(openssl(rotation.after().key(), rotation.encode(), bytes(signed.signatureAfter())))
                .isTrue();
        assertThat(openssl(rotation.after().key(), rotation.encode(), bytes(signed.signatureBefore())))
                .isFalse();
    }

    @Test
    void aRotationHoldsFromItsMomentOnceItIsConfirmedAndAfterARestart() throws Exception {
        Path file = folder.resolve("keys.p12");
        Kept kept = new Kept();
        KeyDesk desk = new KeyDesk(GATEWAY, GatewayKeys.open(file, PASSWORD), kept);
        Instant moment = BOUNDARY.plusSeconds(1800);
        SignedKeyRotation rotation = desk.prepare(moment, BOUNDARY);
        desk.confirm(1, BOUNDARY);
        desk.confirm(1, BOUNDARY);

        GatewayKeys restarted = GatewayKeys.open(file, PASSWORD);
        new KeyDesk(GATEWAY, restarted, kept);
        SealChain chain = new SealChain(GATEWAY, null, Map.of());
        P256.Point old = rotation.decoded().before();
        for (int slot = 0; slot < 4; slot++) {
            Instant boundary = BOUNDARY.plusSeconds(900L * slot);
            ReadingsSealed event = chain.seal(boundary, List.of(reading(1, slot + 1)), restarted);
            P256.Point key = restarted.history().keyAt(boundary);
            assertThat(key.equals(old)).isEqualTo(slot < 2);
            assertThat(event.violations(key.key())).isEmpty();
            chain = new SealChain(GATEWAY, event.decodedSeal(), Map.of(METER, reading(1, slot + 1)));
        }
        assertThat(kept.confirmed).containsExactly(rotation);
    }

    @Test
    void aRotationThatIsNotConfirmedInTimeLapsesAndItsKeyServesTheNextOne() throws Exception {
        Kept kept = new Kept();
        GatewayKeys keys = GatewayKeys.open(folder.resolve("keys.p12"), PASSWORD);
        KeyDesk desk = new KeyDesk(GATEWAY, keys, kept);
        SignedKeyRotation late = desk.prepare(BOUNDARY, BOUNDARY.minusSeconds(1));

        assertThatThrownBy(() -> desk.confirm(1, BOUNDARY)).hasMessageContaining("has passed");
        assertThatThrownBy(() -> desk.confirm(2, BOUNDARY)).hasMessage("no rotation 2 is prepared");
        assertThatThrownBy(() -> desk.prepare(BOUNDARY, BOUNDARY)).hasMessageContaining("must be after the present");
        assertThat(keys.history().rotations()).isEmpty();

        SignedKeyRotation next = desk.prepare(BOUNDARY.plusSeconds(900), BOUNDARY);
        assertThat(next.decoded().after()).isEqualTo(late.decoded().after());
        desk.confirm(1, BOUNDARY);
        SignedKeyRotation second = desk.prepare(BOUNDARY.plusSeconds(1800), BOUNDARY);
        desk.confirm(2, BOUNDARY);

        assertThat(second.decoded().before()).isEqualTo(next.decoded().after());
        assertThat(keys.history().violations()).isEmpty();
        assertThatThrownBy(() -> desk.prepare(BOUNDARY.plusSeconds(1800), BOUNDARY))
                .hasMessageContaining("must be after that of the newest key");
    }

    @Test
    void withoutItsNewestKeyTheGatewayDoesNotStart() throws Exception {
        Kept kept = new Kept();
        Path file = folder.resolve("keys.p12");
        KeyDesk desk = new KeyDesk(GATEWAY, GatewayKeys.open(file, PASSWORD), kept);
        byte[] before = Files.readAllBytes(file);
        desk.prepare(BOUNDARY.plusSeconds(900), BOUNDARY);
        desk.confirm(1, BOUNDARY);
        Files.write(file, before);

        GatewayKeys without = GatewayKeys.open(file, PASSWORD);
        assertThatThrownBy(() -> new KeyDesk(GATEWAY, without, kept))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not hold");
    }

    /** A register in memory. */
    private static final class Kept implements KeyDesk.Register {
        private final List<SignedKeyRotation> confirmed = new ArrayList<>();
        private Optional<SignedKeyRotation> prepared = Optional.empty();

        @Override
        public List<SignedKeyRotation> confirmed() {
            return confirmed;
        }

        @Override
        public Optional<SignedKeyRotation> prepared() {
            return prepared;
        }

        @Override
        public void prepare(SignedKeyRotation rotation) {
            prepared = Optional.of(rotation);
        }

        @Override
        public void confirm(SignedKeyRotation rotation) {
            confirmed.add(rotation);
            prepared = Optional.empty();
        }
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private boolean openssl(PublicKey key, byte[] message, byte[] signature) throws Exception {
        Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(key.getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        Files.write(folder.resolve("message.bin"), message);
        Files.write(folder.resolve("message.sig"), der(signature));
        Process process = new ProcessBuilder(
                        "openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "message.sig", "message.bin")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.contains("Verified OK");
    }

    /** The same r and s as openssl wants them: a DER sequence of two integers. */
    private static byte[] der(byte[] signature) {
        ByteArrayOutputStream integers = new ByteArrayOutputStream();
        for (byte[] half : List.of(Arrays.copyOf(signature, 32), Arrays.copyOfRange(signature, 32, 64))) {
            byte[] number = new BigInteger(1, half).toByteArray();
            integers.write(2);
            integers.write(number.length);
            integers.writeBytes(number);
        }
        ByteArrayOutputStream sequence = new ByteArrayOutputStream();
        sequence.write(0x30);
        sequence.write(integers.size());
        sequence.writeBytes(integers.toByteArray());
        return sequence.toByteArray();
    }

    /** The second is of the boundary, the others are of those around it. */
    private static IntervalReading reading(long meter, long seq) {
        return new IntervalReading(
                new MeterId(new UUID(0, meter)),
                BOUNDARY.plusSeconds(900 * (seq - 2)),
                seq,
                0,
                Energy.ofWattHours(1),
                Energy.ZERO,
                BOUNDARY,
                Set.of(Quality.GOOD),
                "0011223344556677",
                seq == 1 ? Hash32.ZERO : reading(meter, seq - 1).hash());
    }
}
