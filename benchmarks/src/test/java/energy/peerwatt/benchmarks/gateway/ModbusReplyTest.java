package energy.peerwatt.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ModbusReplyTest {
    private static final int EVEN = 10;

    private final SimulatedMeter meter = new SimulatedMeter(EVEN, 0);

    @Test
    void answersOneRequestAfterTheOther() {
        ByteBuffer received = bytes("0001 0000 0006 01 03 0081 0002", "0002 0000 0006 01 03 0bf3 0002", "0003 00");
        assertThat(reply(received)).isEqualTo("000100000007010304000aae6a");
        // -1.629 kW, the first poll's power.
        assertThat(reply(received))
                .isEqualTo("000200000007010304" + HexFormat.of().toHexDigits(Float.floatToIntBits(-1.629f)));
        assertThat(ModbusReply.whole(received)).isFalse();
    }

    @Test
    void refusesWhatTheMeterDoesNotHave() {
        assertThat(reply(bytes("0007 0000 0006 01 03 0000 0001"))).isEqualTo("000700000003018302");
        assertThat(reply(bytes("0008 0000 0006 01 04 0034 0018"))).isEqualTo("000800000003018402");
    }

    @Test
    void theOtherMeterHasItsOwnMap() {
        SimulatedMeter odd = new SimulatedMeter(EVEN + 1, 0);
        ByteBuffer into = ByteBuffer.allocate(260);
        assertThat(ModbusReply.write(bytes("0001 0000 0006 01 04 0034 0018"), odd, 0, into))
                .isTrue();
        SimulatedMeter.Values values = SimulatedMeter.values(EVEN + 1, 1);
        assertThat(into.getFloat(9)).isEqualTo(values.powerW());
        assertThat(into.getFloat(49)).isEqualTo(values.importedWh() / 1000f);
        assertThat(into.getFloat(53)).isEqualTo(values.exportedWh() / 1000f);
        assertThat(into.position()).isEqualTo(57);
    }

    private String reply(ByteBuffer received) {
        ByteBuffer into = ByteBuffer.allocate(260);
        ModbusReply.write(received, meter, 0, into);
        return HexFormat.of().formatHex(into.array(), 0, into.position());
    }

    private static ByteBuffer bytes(String... hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(String.join("", hex).replace(" ", "")));
    }
}
