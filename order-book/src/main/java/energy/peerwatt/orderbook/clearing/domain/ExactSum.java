package energy.peerwatt.orderbook.clearing.domain;

import java.math.BigInteger;

/** An exact sum of products: in 64 bits as long as they are enough, which they are for all but absurd books. */
final class ExactSum {
    private long small;
    private BigInteger large = BigInteger.ZERO;

    void addProduct(long a, long b) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) != product >> 63) {
            large = large.add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
            return;
        }
        long sum = small + product;
        if (((small ^ sum) & (product ^ sum)) < 0) {
            large = large.add(BigInteger.valueOf(small));
            small = product;
        } else {
            small = sum;
        }
    }

    BigInteger total() {
        return large.add(BigInteger.valueOf(small));
    }
}
