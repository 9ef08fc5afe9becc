package energy.peerwatt.metergateway.link.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyCheckTest {
    private static final RegisterWrite WRITE = new RegisterWrite(7, 0x9CA5, List.of(1, 0xFFFF));
    private static final byte[] ACKNOWLEDGED = {0, 42, 0, 0, 0, 6, 7, 16, (byte) 0x9C, (byte) 0xA5, 0, 2};

    @Test
    void aWriteIsAcknowledgedByExactlyItsOwnAddressAndCount() {
        assertThat(ReplyCheck.doubt(ACKNOWLEDGED, 42, WRITE)).isEmpty();
        for (int at = 0; at < ACKNOWLEDGED.length; at++) {
            byte[] spoiled = ACKNOWLEDGED.clone();
            spoiled[at] ^= 1;
            assertThat(ReplyCheck.doubt(spoiled, 42, WRITE)).as("byte " + at).isPresent();
        }
        assertThat(ReplyCheck.doubt(Arrays.copyOf(ACKNOWLEDGED, 11), 42, WRITE)).isPresent();
        assertThat(ReplyCheck.doubt(ACKNOWLEDGED, 42, new RegisterWrite(7, 0x9CA5, List.of(1))))
                .hasValueSatisfying(doubt -> assertThat(doubt).contains("acknowledged for 40101 + 1"));
    }

    @Test
    void aReplyOnALineIsRightInEveryBitOrNotAtAll() {
        RegisterRequest read = new RegisterRequest(1, new RegisterBlock(RegisterFunction.HOLDING, 0x9C40, 2));
        byte[] reply = HexFormat.ofDelimiter(" ").parseHex("01 03 04 00 07 ff ff 4a 42");
        assertThat(ReplyCheck.doubtOnLine(reply, read)).isEmpty();
        assertThat(ReplyCheck.exceptionOnLine(reply)).isEmpty();
        assertThat(ReplyCheck.wordsOnLine(reply, read.block())).containsExactly(7, 0xFFFF);
        for (int bit = 0; bit < 8 * reply.length; bit++) {
            byte[] spoiled = reply.clone();
            spoiled[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(ReplyCheck.doubtOnLine(spoiled, read)).as("bit " + bit).isPresent();
        }
        for (int length = 0; length < reply.length; length++) {
            assertThat(ReplyCheck.doubtOnLine(Arrays.copyOf(reply, length), read))
                    .as("length " + length)
                    .isPresent();
        }
        assertThat(ReplyCheck.doubtOnLine(Arrays.copyOf(reply, 10), read)).isPresent();
        assertThat(ReplyCheck.doubtOnLine(
                        reply, new RegisterRequest(1, new RegisterBlock(RegisterFunction.HOLDING, 0x9C40, 1))))
                .isPresent();
        assertThat(ReplyCheck.doubtOnLine(
                        reply, new RegisterRequest(2, new RegisterBlock(RegisterFunction.HOLDING, 0x9C40, 2))))
                .contains("unit 1 for 2");
        assertThat(ReplyCheck.doubtOnLine(
                        reply, new RegisterRequest(1, new RegisterBlock(RegisterFunction.INPUT, 0x9C40, 2))))
                .contains("function 3 for 4");
    }

    @Test
    void aRefusalOnALineIsADeviceException() {
        byte[] refused = HexFormat.ofDelimiter(" ").parseHex("01 84 02 c2 c1");
        RegisterRequest read = new RegisterRequest(1, new RegisterBlock(RegisterFunction.INPUT, 60_000, 1));
        assertThat(ReplyCheck.doubtOnLine(refused, read)).isEmpty();
        assertThat(ReplyCheck.exceptionOnLine(refused)).contains(2);
    }

    @Test
    void aRefusedWriteIsADeviceException() {
        assertThat(ReplyCheck.doubt(new byte[] {0, 42, 0, 0, 0, 3, 7, (byte) 0x90, 3}, 42, WRITE))
                .isEmpty();
    }

    @Test
    void aWriteHoldsWhatTheProtocolCanCarry() {
        assertThatThrownBy(() -> new RegisterWrite(1, 0, List.of())).hasMessageContaining("not a block to write");
        assertThatThrownBy(() -> new RegisterWrite(1, 65_535, List.of(1, 2))).hasMessageContaining("not a block");
        assertThatThrownBy(() -> new RegisterWrite(1, 0, List.of(65_536))).hasMessageContaining("0 to 65535");
        assertThatThrownBy(() -> new RegisterWrite(256, 0, List.of(1))).hasMessageContaining("0 to 255");
    }

    @Test
    void healthCountsWhatHappenedAndForgivesAfterAnAnswer() {
        Instant now = Instant.parse("2026-06-15T10:00:00Z");
        Duration rest = Duration.ofSeconds(2);
        UnitHealth failing = UnitHealth.NEW
                .after(new Exchange.Registers(List.of(1), 1), Duration.ZERO, now)
                .after(new Exchange.Timeout(), rest, now.plusSeconds(1))
                .after(new Exchange.Corrupt("x"), rest, now.plusSeconds(2))
                .after(new Exchange.NotSent("x"), rest, now.plusSeconds(3));
        assertThat(failing.requests()).isEqualTo(4);
        assertThat(failing.timeouts() + failing.corrupt() + failing.notSent()).isEqualTo(3);
        assertThat(failing.failuresInARow()).isEqualTo(3);
        assertThat(failing.restsUntil()).contains(now.plusSeconds(5));
        assertThat(failing.lastGood()).contains(now);

        UnitHealth answered = failing.after(new Exchange.DeviceException(2), Duration.ZERO, now.plusSeconds(9));
        assertThat(answered.exceptions()).isEqualTo(1);
        assertThat(answered.failuresInARow()).isZero();
        assertThat(answered.restsUntil()).isEmpty();
        assertThat(answered.lastGood()).contains(now.plusSeconds(9));
    }
}
