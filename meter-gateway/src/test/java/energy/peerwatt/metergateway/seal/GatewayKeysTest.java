package energy.peerwatt.metergateway.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.Seal;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayKeysTest {
    private static final Instant BOUNDARY = Instant.parse("2026-06-21T10:00:00Z");
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
        SealChain first = new SealChain(new GatewayId(new UUID(1, 1)), null);
        ReadingsSealed one = first.seal(BOUNDARY, List.of(reading(2, 1), reading(1, 2), reading(1, 1)), keys);
        SealChain second = new SealChain(first.gateway(), one.decodedSeal());
        ReadingsSealed two = second.seal(BOUNDARY.plusSeconds(900), List.of(reading(1, 3)), keys);

        assertThat(one.violations(keys.publicKey())).isEmpty();
        assertThat(two.violations(keys.publicKey())).isEmpty();
        assertThat(two.decodedSeal().previous()).isEqualTo(one.decodedSeal().hash());
        assertThatThrownBy(() -> second.seal(BOUNDARY, List.of(reading(1, 3)), keys))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> first.seal(BOUNDARY.minusSeconds(1), List.of(reading(1, 1)), keys))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opensslVerifiesTheSeal() throws Exception {
        OptionalTool.require("openssl", "openssl", "version");
        GatewayKeys keys = GatewayKeys.open(folder.resolve("keys.p12"), PASSWORD);
        ReadingsSealed event =
                new SealChain(new GatewayId(new UUID(1, 1)), null).seal(BOUNDARY, List.of(reading(1, 1)), keys);
        Seal seal = event.decodedSeal();
        Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(keys.publicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        Files.write(folder.resolve("seal.bin"), seal.encode());
        Files.write(folder.resolve("seal.sig"), der(event.signatureBytes()));

        assertThat(openssl()).contains("Verified OK");

        byte[] changed = seal.encode();
        changed[30] ^= 1;
        Files.write(folder.resolve("seal.bin"), changed);
        assertThat(openssl()).doesNotContain("Verified OK");
    }

    private String openssl() throws Exception {
        Process process = new ProcessBuilder(
                        "openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "seal.sig", "seal.bin")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
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

    private static IntervalReading reading(long meter, long seq) {
        return new IntervalReading(
                new MeterId(new UUID(0, meter)),
                BOUNDARY,
                seq,
                0,
                Energy.ofWattHours(1),
                Energy.ZERO,
                BOUNDARY,
                Set.of(Quality.GOOD),
                "0011223344556677",
                Hash32.ZERO);
    }
}
