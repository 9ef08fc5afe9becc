package energy.peerwatt.orderbook.clearing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    @Test
    void isWhatBigNumbersGive() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ExactSum sum = new ExactSum();
            BigInteger naive = BigInteger.ZERO;
            for (int i = 0; i < 30; i++) {
                long a = random.nextLong() >> random.nextInt(64);
                long b = random.nextLong() >> random.nextInt(64);
                sum.addProduct(a, b);
                naive = naive.add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
                assertThat(sum.total()).as("seed %d after %d", seed, i + 1).isEqualTo(naive);
            }
        }
    }

    @Test
    void standsItsGroundWhereSixtyFourBitsEnd() {
        ExactSum sum = new ExactSum();
        sum.addProduct(Long.MAX_VALUE, 1);
        sum.addProduct(1, 1);
        sum.addProduct(Long.MIN_VALUE, -1);
        sum.addProduct(Long.MIN_VALUE, 1);
        assertThat(sum.total()).isEqualTo(BigInteger.ONE.shiftLeft(63));
    }
}
