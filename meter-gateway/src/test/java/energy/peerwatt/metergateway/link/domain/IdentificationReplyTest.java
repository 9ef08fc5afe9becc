package energy.peerwatt.metergateway.link.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.link.domain.IdentificationRequest.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IdentificationReplyTest {
    private static final IdentificationRequest ALL = new IdentificationRequest(7, Level.EXTENDED, 0);
    /** Two objects, and more from object 128 on. */
    private static final byte[] REPLY = hex("002a0000000f072b0e0383ff800200025057010137");

    @Test
    void anIdentificationIsRightInEveryByteOfItsEnvelope() {
        assertThat(ReplyCheck.doubt(REPLY, 42, ALL)).isEmpty();
        assertThat(ReplyCheck.objects(REPLY))
                .isEqualTo(new IdentificationPage(
                        3,
                        0x83,
                        OptionalInt.of(128),
                        List.of(new IdentificationPage.Entry(0, "PW"), new IdentificationPage.Entry(1, "7"))));
        for (int at : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 15, 19}) {
            byte[] spoiled = REPLY.clone();
            spoiled[at] ^= 1;
            assertThat(ReplyCheck.doubt(spoiled, 42, ALL)).as("byte " + at).isPresent();
        }
    }

    @Test
    void aReplyThatIsCutOrGoesOnIsNone() {
        for (int length = 0; length < REPLY.length; length++) {
            byte[] cut = Arrays.copyOf(REPLY, length);
            if (length > 5) {
                cut[5] = (byte) (length - 6);
            }
            assertThat(ReplyCheck.doubt(cut, 42, ALL)).as("length " + length).isPresent();
        }
        byte[] longer = Arrays.copyOf(REPLY, REPLY.length + 1);
        longer[5]++;
        assertThat(ReplyCheck.doubt(longer, 42, ALL)).contains("1 bytes behind the objects");
    }

    @Test
    void aDeviceMayAnswerByALowerLevelButNotByAHigherOne() {
        byte[] lower = REPLY.clone();
        lower[9] = 1;
        assertThat(ReplyCheck.doubt(lower, 42, ALL)).isEmpty();
        assertThat(ReplyCheck.doubt(REPLY, 42, new IdentificationRequest(7, Level.BASIC, 0)))
                .contains("level 3 for 1");
    }

    @Test
    void registersAreNoIdentificationAndAnIdentificationNoRegisters() {
        byte[] registers = hex("002a000000050703020007");
        assertThat(ReplyCheck.doubt(registers, 42, ALL)).contains("function 3 for 43");
        assertThat(ReplyCheck.doubt(
                        REPLY, 42, new RegisterRequest(7, new RegisterBlock(RegisterFunction.HOLDING, 0, 1))))
                .contains("function 43 for 3");
    }

    @Test
    void aLateReplyIsNotTakenForAnotherPage() {
        Suspicion suspicion = new Suspicion(Duration.ofNanos(60));
        suspicion.add(ALL, 0);

        assertThat(suspicion.before(new IdentificationRequest(7, Level.BASIC, 128), 1))
                .isEqualTo(new Suspicion.Before.Ask(
                        new RegisterRequest(7, new RegisterBlock(RegisterFunction.HOLDING, 0, 3))));
        assertThat(suspicion.before(new IdentificationRequest(8, Level.BASIC, 128), 1))
                .isEqualTo(new Suspicion.Before.Nothing());
        assertThat(suspicion.before(new RegisterRequest(7, new RegisterBlock(RegisterFunction.HOLDING, 0, 1)), 1))
                .isEqualTo(new Suspicion.Before.Nothing());
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
