package energy.peerwatt.metergateway.control.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.codec.domain.Decoded;
import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.profile.domain.Location;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RegisterValueTest {
    /** The decoder of readings is the reference. */
    @ParameterizedTest
    @EnumSource(WordOrder.class)
    void whatIsWrittenReadsAsTheSameNumber(WordOrder order) {
        for (ValueType type : new ValueType[] {ValueType.INT16, ValueType.INT32, ValueType.INT64}) {
            for (long value : new long[] {0, 1, -1, 258, -32_768, 32_767}) {
                Location place = new Location(RegisterFunction.HOLDING, 7, type, order);
                RegisterWindow window = new RegisterWindow(7, new RegisterValue(place, value).words());
                Decoded read = window.decode(7, type, order);
                assertThat(((Decoded.Value) read).value())
                        .as(type + " " + value)
                        .isEqualByComparingTo(value + "");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UINT16, 65535, ",
        "UINT16, 65536, register 7 holds 0 to 65535",
        "UINT16, -1, register 7 holds 0 to 65535",
        "INT16, -32768, ",
        "INT16, 32768, register 7 holds -32768 to 32767",
        "UINT32, 4294967295, ",
        "UINT32, 4294967296, register 7 holds 0 to 4294967295",
        "FLOAT32, 1, register 7 is no whole number"
    })
    void whatDoesNotFitIsNamed(ValueType type, long value, String reason) {
        Location place = new Location(RegisterFunction.HOLDING, 7, type, WordOrder.ABCD);
        String misfit = new RegisterValue(place, value).misfit().orElse("");

        assertThat(misfit).startsWith(reason == null ? "" : reason);
        assertThat(misfit.isEmpty()).isEqualTo(reason == null);
    }
}
