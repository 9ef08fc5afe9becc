package energy.peerwatt.metergateway.codec.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @ParameterizedTest
    @CsvSource({
        "ABCD, 0102 0304, 01020304",
        "DCBA, 0403 0201, 01020304",
        "BADC, 0201 0403, 01020304",
        "CDAB, 0304 0102, 01020304",
        "ABCD, 0102 0304 0506 0708, 0102030405060708",
        "DCBA, 0807 0605 0403 0201, 0102030405060708",
        "BADC, 0201 0403 0605 0807, 0102030405060708",
        "CDAB, 0708 0506 0304 0102, 0102030405060708",
        "ABCD, 0102, 0102",
        "BADC, 0201, 0102",
        "DCBA, 0201, 0102",
        "CDAB, 0102, 0102"
    })
    void everyOrderOfBytesMakesTheSameValue(WordOrder order, String registers, String value) {
        RegisterWindow window = window(registers);

        assertThat(window.bits(100, window.words().size(), order)).isEqualTo(Long.parseUnsignedLong(value, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "UINT16, FFFF, 65535",
        "INT16, FFFF, -1",
        "INT16, 8000, -32768",
        "UINT32, FFFF FFFF, 4294967295",
        "INT32, FFFF FFFE, -2",
        "INT32, 8000 0000, -2147483648",
        "UINT64, FFFF FFFF FFFF FFFF, 18446744073709551615",
        "INT64, FFFF FFFF FFFF FFFF, -1",
        "INT64, 7FFF FFFF FFFF FFFF, 9223372036854775807",
        "ACC16, 0001, 1",
        "ACC32, FFFF FFFF, 4294967295",
        "ACC64, 8000 0000 0000 0000, 9223372036854775808",
        "FLOAT32, 3DCC CCCD, 0.100000001490116119384765625",
        "FLOAT32, C49A 5000, -1234.5",
        "FLOAT64, 3FB9 9999 9999 999A, 0.1000000000000000055511151231257827021181583404541015625"
    })
    void everyTypeIsDecodedExactly(ValueType type, String registers, BigDecimal value) {
        assertThat(((Decoded.Value) window(registers).decode(100, type, WordOrder.ABCD)).value())
                .isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 7FC0 0000, NOT_A_NUMBER",
        "FLOAT32, FFFF FFFF, NOT_A_NUMBER",
        "FLOAT32, FF80 0000, NOT_A_NUMBER",
        "FLOAT64, 7FF8 0000 0000 0001, NOT_A_NUMBER",
        "FLOAT64, 7FF0 0000 0000 0000, NOT_A_NUMBER",
        "ACC16, 0000, NOT_ACCUMULATED",
        "ACC32, 0000 0000, NOT_ACCUMULATED",
        "ACC64, 0000 0000 0000 0000, NOT_ACCUMULATED",
        "UINT32, 0001, NOT_READ"
    })
    void whatIsNoValueIsAbsentAndNeverZero(ValueType type, String registers, Absent why) {
        assertThat(window(registers).decode(100, type, WordOrder.ABCD)).isEqualTo(why);
    }

    /** The reference puts bytes into the order they travel in and lets the JDK put them back. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void numbersSurviveEveryOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (ValueType type : ValueType.values()) {
            for (WordOrder order : WordOrder.values()) {
                if (type.text()) {
                    continue;
                }
                long bits = random.nextLong() & type.mask();
                byte[] high = ByteBuffer.allocate(8).putLong(bits).array();
                int size = 2 * type.registers();
                List<Integer> words = new ArrayList<>();
                for (int i = 0; i < type.registers(); i++) {
                    int word = order == WordOrder.CDAB || order == WordOrder.DCBA ? type.registers() - 1 - i : i;
                    int first = high[8 - size + 2 * word] & 0xFF;
                    int second = high[8 - size + 2 * word + 1] & 0xFF;
                    boolean swap = order == WordOrder.BADC || order == WordOrder.DCBA;
                    words.add(swap ? second << 8 | first : first << 8 | second);
                }
                RegisterWindow window = new RegisterWindow(7, words);

                assertThat(window.bits(7, type.registers(), order))
                        .as(type + " " + order)
                        .isEqualTo(bits);
                if (window.decode(7, type, order) instanceof Decoded.Value value && type.integral()) {
                    BigInteger unsigned = new BigInteger(1, high);
                    boolean negative = type.name().startsWith("INT") && unsigned.testBit(8 * size - 1);
                    assertThat(value.value().toBigIntegerExact())
                            .isEqualTo(negative ? unsigned.subtract(BigInteger.TWO.pow(8 * size)) : unsigned);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void wholeWattHoursOfASingleAreThoseOfItsExactValue(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            float kilowattHours = Float.intBitsToFloat(random.nextInt(0x3A80_0000, 0x4D00_0000));
            BigDecimal exact = new BigDecimal(kilowattHours).movePointRight(3);

            assertThat(Quantity.of(exact, Unit.WATT_HOUR).whole())
                    .as(Float.toHexString(kilowattHours))
                    .isEqualTo(exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
        }
    }

    @Test
    void quantitiesAreShortAndExact() {
        assertThat(Quantity.of(new BigDecimal("16383.9990"), Unit.WATT_HOUR))
                .isEqualTo(new Quantity(16_383_999, -3, Unit.WATT_HOUR));
        assertThat(Quantity.of(new BigDecimal("1E+3"), Unit.WATT)).isEqualTo(new Quantity(1000, 0, Unit.WATT));
        assertThat(Quantity.of(new BigDecimal("0.000"), Unit.VOLT)).isEqualTo(new Quantity(0, 0, Unit.VOLT));
        assertThat(Quantity.of(new BigDecimal("-0.10"), Unit.AMPERE).toString()).isEqualTo("-0.1 A");
        assertThatThrownBy(() -> Quantity.of(new BigDecimal("1E+19"), Unit.WATT))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void textsMayHaveOneOrTwoCharactersPerRegister() {
        assertThat(window("4142 4300 4444").text(100, 3, ValueType.TEXT, WordOrder.ABCD))
                .isEqualTo("ABC");
        assertThat(window("4241 0043").text(100, 2, ValueType.TEXT, WordOrder.BADC))
                .isEqualTo("ABC");
        assertThat(window("0041 0042 0043").text(100, 3, ValueType.TEXT_SPARSE, WordOrder.ABCD))
                .isEqualTo("ABC");
        assertThat(window("4142 4300 0000").text(100, 3, ValueType.TEXT_SPARSE, WordOrder.ABCD))
                .isEqualTo("ABC");
        assertThat(window("2041 4220").text(100, 2, ValueType.TEXT, WordOrder.ABCD))
                .isEqualTo("AB");
        assertThat(window("0000 4142").text(100, 2, ValueType.TEXT, WordOrder.ABCD))
                .isEmpty();
        assertThat(window("FFFF FFFF").text(100, 2, ValueType.TEXT, WordOrder.ABCD))
                .isEmpty();
    }

    @Test
    void windowsEndWhereTheyEnd() {
        assertThatThrownBy(() -> window("0001").bits(100, 2, WordOrder.ABCD)).hasMessageContaining("outside");
        assertThatThrownBy(() -> window("0001").bits(100, 5, WordOrder.ABCD)).hasMessageContaining("no value");
        assertThatThrownBy(() -> ValueType.TEXT.decode(0)).hasMessageContaining("no number");
    }

    private static RegisterWindow window(String registers) {
        return new RegisterWindow(
                100,
                List.of(registers.split(" ")).stream()
                        .map(word -> Integer.parseInt(word, 16))
                        .toList());
    }
}
