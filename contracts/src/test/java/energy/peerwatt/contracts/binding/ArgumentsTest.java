package energy.peerwatt.contracts.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import energy.peerwatt.contracts.chain.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes16;
import org.web3j.abi.datatypes.generated.Uint256;

class ArgumentsTest {

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @SuppressWarnings("rawtypes") // the library asks for a list of its raw type
    void agreesWithTheEncoderOfTheLibrary(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Arguments ours = new Arguments(new byte[0]);
        List<Type> theirs = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    BigInteger number = new BigInteger(1, bytes(random, random.nextInt(33)));
                    ours.number(number);
                    theirs.add(new Uint256(number));
                }
                case 1 -> {
                    byte[] id = bytes(random, 16);
                    ours.fixed(id);
                    theirs.add(new Bytes16(id));
                }
                case 2 -> {
                    Address address = Address.of(bytes(random, 20));
                    ours.address(address);
                    theirs.add(new org.web3j.abi.datatypes.Address(address.hex()));
                }
                default -> {
                    byte[] content = bytes(random, random.nextInt(100));
                    ours.bytes(content);
                    theirs.add(new DynamicBytes(content));
                }
            }
        }

        assertThat(HexFormat.of().formatHex(ours.encode())).isEqualTo(FunctionEncoder.encodeConstructor(theirs));
    }

    @Test
    void refusesWhatDoesNotFitAWord() {
        Arguments arguments = new Arguments(new byte[0]);

        assertThatIllegalArgumentException().isThrownBy(() -> arguments.number(BigInteger.ONE.negate()));
        assertThatIllegalArgumentException().isThrownBy(() -> arguments.number(BigInteger.ONE.shiftLeft(256)));
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
