package energy.peerwatt.metergateway.sunspec.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Decoded;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelReadingTest {
    @ParameterizedTest
    @CsvSource({
        "INT16, 8000, NOT_IMPLEMENTED",
        "UINT16, FFFF, NOT_IMPLEMENTED",
        "INT32, 80000000, NOT_IMPLEMENTED",
        "UINT32, FFFFFFFF, NOT_IMPLEMENTED",
        "INT64, 8000000000000000, NOT_IMPLEMENTED",
        "UINT64, FFFFFFFFFFFFFFFF, NOT_IMPLEMENTED",
        "ACC16, 0, NOT_ACCUMULATED",
        "ACC32, 0, NOT_ACCUMULATED",
        "ACC64, 0, NOT_ACCUMULATED",
        "ENUM16, FFFF, NOT_IMPLEMENTED",
        "ENUM32, FFFFFFFF, NOT_IMPLEMENTED",
        "BITFIELD16, FFFF, NOT_IMPLEMENTED",
        "BITFIELD32, FFFFFFFF, NOT_IMPLEMENTED",
        "BITFIELD64, FFFFFFFFFFFFFFFF, NOT_IMPLEMENTED",
        "COUNT, FFFF, NOT_IMPLEMENTED",
        "SUNSSF, 8000, NOT_IMPLEMENTED",
        "IPADDR, 0, NOT_IMPLEMENTED",
        "EUI48, FFFFFFFFFFFFFFFF, NOT_IMPLEMENTED",
        "FLOAT32, 7FC00000, NOT_A_NUMBER",
        "FLOAT32, 7F800001, NOT_A_NUMBER",
        "FLOAT32, FFFFFFFF, NOT_A_NUMBER",
        "FLOAT64, 7FF8000000000001, NOT_A_NUMBER",
        "PAD, 8000, NOT_IMPLEMENTED",
        "PAD, 1, NOT_IMPLEMENTED"
    })
    void whatIsNotImplementedIsAbsent(PointType type, String bits, Absent why) {
        assertThat(type.decode(Long.parseUnsignedLong(bits, 16))).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({
        "INT16, 7FFF, 32767",
        "INT16, FFFF, -1",
        "UINT16, 0, 0",
        "UINT16, 8000, 32768",
        "INT32, FFFFFFFF, -1",
        "INT32, 0, 0",
        "UINT32, 80000000, 2147483648",
        "INT64, FFFFFFFFFFFFFFFF, -1",
        "UINT64, 8000000000000000, 9223372036854775808",
        "ACC16, FFFF, 65535",
        "ACC32, FFFFFFFF, 4294967295",
        "ENUM16, 0, 0",
        "BITFIELD32, 0, 0",
        "FLOAT32, 0, 0",
        "FLOAT32, 80000000, 0"
    })
    void andWhatIsAValueIsOne(PointType type, String bits, BigDecimal value) {
        assertThat(((Decoded.Value) type.decode(Long.parseUnsignedLong(bits, 16))).value())
                .isEqualByComparingTo(value);
    }

    @Test
    void scaleFactorsAreExact() {
        ModelReading model = model(103, 52, Map.of(14, 0xFF9C, 15, 0xFFFE, 8, 5, 13, 10, 24, 1, 25, 2, 26, 0xFFF6));

        assertThat(model.value("W")).isEqualTo(new Decoded.Value(new BigDecimal("-1.00"), new BigDecimal("0.01")));
        assertThat(model.number("PPVphBC"))
                .hasValueSatisfying(it -> assertThat(it).isEqualByComparingTo("5E10"));
        assertThat(model.number("WH")).hasValueSatisfying(it -> assertThat(it).isEqualByComparingTo("0.0000065538"));
        assertThat(model.raw("W")).contains(-100L);
        assertThat(model.scale("W_SF")).contains(-2);
    }

    @Test
    void withoutAScaleFactorThereIsNoValue() {
        assertThat(model(103, 52, Map.of(14, 100, 15, 0x8000)).value("W")).isEqualTo(Absent.NO_SCALE_FACTOR);
        assertThat(model(103, 52, Map.of(14, 100, 15, 11)).value("W")).isEqualTo(Absent.NO_SCALE_FACTOR);
        assertThat(model(103, 52, Map.of(14, 100, 15, 0xFFF5)).value("W")).isEqualTo(Absent.NO_SCALE_FACTOR);
        assertThat(model(103, 52, Map.of(14, 100, 15, 0x8000)).raw("W")).contains(100L);
        assertThat(model(103, 15, Map.of(14, 100)).value("W"))
                .as("the scale factor is beyond the end")
                .isEqualTo(Absent.NO_SCALE_FACTOR);
    }

    @Test
    void aShorterModelLacksItsLastPoints() {
        assertThat(model(103, 20, Map.of()).value("WH")).isEqualTo(Absent.NOT_READ);
        assertThat(model(1, 67, Map.of(50, 'S' << 8 | 'N')).text("SN")).isEqualTo("SN");
        assertThat(model(1, 60, Map.of(50, 'S' << 8 | 'N')).text("SN")).isEmpty();
    }

    @Test
    void modulesAreAsManyAsTheDeviceSaysAndItsLengthHolds() {
        assertThat(model(160, 50, Map.of(8, 2)).modules()).isEqualTo(2);
        assertThat(model(160, 50, Map.of(8, 9)).modules()).isEqualTo(2);
        assertThat(model(160, 50, Map.of(8, 1)).modules()).isEqualTo(1);
        assertThat(model(160, 50, Map.of(8, 0xFFFF)).modules()).isEqualTo(2);
        assertThat(model(160, 10, Map.of(8, 2)).modules()).isZero();
        assertThat(model(103, 52, Map.of()).modules()).isZero();
        assertThat(model(160, 50, Map.of(8, 2, 41, 7, 4, 1)).number("DCW", 2))
                .hasValueSatisfying(it -> assertThat(it).isEqualByComparingTo("70"));
        assertThat(model(160, 50, Map.of(8, 2)).value("DCW", 3)).isEqualTo(Absent.NOT_READ);
    }

    @Test
    void groupsWithinAModelHaveTheirOwnNames() {
        ModelReading controls = model(704, 67, Map.of(53, 0xFFFE, 59, 95, 63, 99));

        assertThat(controls.number("PFWInj.PF"))
                .hasValueSatisfying(it -> assertThat(it).isEqualByComparingTo("0.95"));
        assertThat(controls.number("PFWAbs.PF"))
                .hasValueSatisfying(it -> assertThat(it).isEqualByComparingTo("0.99"));
    }

    @Test
    void aMisspeltPointIsAMistakeAndNoAbsence() {
        assertThatThrownBy(() -> model(103, 52, Map.of()).value("Watt")).hasMessageContaining("no point Watt");
        assertThatThrownBy(() -> model(103, 52, Map.of()).value("DCW", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ModelReading model(int id, int registers, Map<Integer, Integer> values) {
        List<Integer> words = new ArrayList<>(Collections.nCopies(registers, 0));
        new HashMap<>(values).forEach(words::set);
        return new ModelReading(Models.definition(id).orElseThrow(), words);
    }
}
